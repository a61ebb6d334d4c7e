"""A writer of small GGUF files: headers as tools write them, whose tensors are not there."""

import struct

KINDS = {int: (4, "<I"), float: (6, "<f"), bool: (7, "<?")}


def text(value):
    data = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(data)) + data


def value(made):
    if isinstance(made, str | bytes):
        return struct.pack("<I", 8) + text(made)
    if isinstance(made, list):
        first = made[0]
        inner = struct.pack("<I", 8 if isinstance(first, str) else KINDS[type(first)][0])
        items = (text(each) if isinstance(each, str) else struct.pack(KINDS[type(each)][1], each) for each in made)
        return struct.pack("<I", 9) + inner + struct.pack("<Q", len(made)) + b"".join(items)
    kind, form = KINDS[type(made)]
    return struct.pack("<I", kind) + struct.pack(form, made)


def tensor(name, sides, kind):
    packed = struct.pack(f"<I{len(sides)}Q", len(sides), *sides)
    return text(name) + packed + struct.pack("<IQ", kind, 0)


def gguf(values, tensors, version=3):
    """The bytes of a header. values: by key. tensors: name, sides and number of the format of each."""
    start = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(values))
    entries = b"".join(text(key) + value(made) for key, made in values.items())
    return start + entries + b"".join(tensor(*each) for each in tensors)


Q4, Q6, F32, F16 = 12, 14, 0, 1


def llama(layers=2, width=256, heads=4, kv_heads=2, inner=512, tokens=300, mix=15, **more):
    """Values and tensors of a small Llama in q4_k, its values and outputs in q6_k as ``q4_k_m`` has them."""
    values = {"general.architecture": "llama", "general.name": "Small Llama", "general.file_type": mix}
    shape = {"block_count": layers, "embedding_length": width, "feed_forward_length": inner, "context_length": 4096}
    shape |= {"attention.head_count": heads, "attention.head_count_kv": kv_heads}
    values |= {f"llama.{key}": each for key, each in shape.items()}
    values |= {"tokenizer.ggml.tokens": [f"t{n}" for n in range(tokens)], "tokenizer.ggml.scores": [0.5] * tokens}
    keys = width // heads * kv_heads
    sides = {
        **{"attn_norm": (width,), "attn_q": (width, width), "attn_k": (width, keys), "attn_v": (width, keys)},
        **{"attn_output": (width, width), "ffn_gate": (width, inner), "ffn_up": (width, inner)},
        "ffn_down": (inner, width),
    }
    kinds = {"attn_norm": F32, "attn_v": Q6, "ffn_down": Q6}
    tensors = [("token_embd.weight", (width, tokens), Q4), ("output.weight", (width, tokens), Q6)]
    tensors += [
        (f"blk.{layer}.{name}.weight", each, kinds.get(name, Q4))
        for layer in range(layers)
        for name, each in sides.items()
    ]
    return values | more, tensors
