from .kinds import at, equals, falls, rises, scales, symmetric

PROPERTIES = {
    "entropy": [
        at(0.0, probabilities=(1.0,)),
        at(1 / 8, probabilities=(0.5, 0.5)),
        at(3 / 8, probabilities=(0.125,) * 8),
    ],
    "adapter_training_memory": [
        rises("trained"),
        scales("element", 1, trained=(0.0, 0.0)),
        equals(lambda i: i["parameters"] * i["element"], trained=0.0),
        symmetric("weight", "gradient"),
    ],
    "quantized_element": [falls("group"), rises("scale"), equals("number", scale=0.0)],
    "nested_scale_element": [falls("block"), rises("outer"), equals("number", scale=0.0, outer=0.0)],
    "quantized_weights_size": [scales("parameters", 1), falls("group"), rises("number")],
    "bits_per_weight": [scales("size", 1), scales("parameters", -1), at(8.0, size=7.0, parameters=7.0)],
    "lora_parameters": [symmetric("inputs", "outputs"), scales("rank", 1), scales("matrices", 1)],
    "lora_share": [symmetric("inputs", "outputs"), scales("rank", 1), at(2.0, inputs=9.0, outputs=9.0, rank=9.0)],
}
