from .kinds import equals, falls, rises, scales

PROPERTIES = {
    "electricity_cost": [scales("power", 1), scales("price", 1)],
    "lifetime_energy_cost": [scales("pue", 1), scales("life", 1)],
    "ownership_cost": [equals("bought", power=0.0), rises("price")],
    "loan_payment": [
        equals(lambda i: i["loan"] * (1 + i["interest"]), payments=1.0),
        falls("payments", payments=(1, 60)),
        scales("loan", 1),
    ],
    "useful_time_cost": [scales("bought", 1), scales("life", -1)],
    "payback_time": [
        scales("bought", 1, rent=(10, 1000), running=(0.001, 9)),
        falls("rent", rent=(10, 1000), running=(1, 9)),
    ],
    "owning_break_even": [scales("owned", 1), scales("rented", -1)],
    "reserved_break_even_time": [
        scales("upfront", 1, on_demand=(10, 1000), committed=(1, 9)),
        rises("committed", on_demand=(10, 1000), committed=(1, 9)),
    ],
    "reserved_break_even_share": [equals(1.0, committed=5.0, on_demand=5.0), scales("committed", 1)],
    "spot_cost": [equals("spot", lost=0.0), rises("lost")],
    "rented_cost": [scales("rent", 1), scales("devices", 1), scales("time", 1)],
    "token_cost": [scales("rent", 1), scales("rate", -1)],
    "loaded_token_cost": [equals(lambda i: i["rent"] / i["rate"], utilization=1.0), falls("utilization")],
    "api_cost": [equals(lambda i: i["answer"] * i["answer_price"], prompt=0.0), rises("prompt")],
    "storage_bill": [scales("stored", 1), scales("time", 1)],
    "egress_bill": [scales("sent", 1), scales("price", 1)],
    "price_per_byte": [scales("price", 1), scales("capacity", -1)],
    "price_per_flop": [scales("price", 1), scales("rate", -1)],
    "five_minute_rule": [scales("page", -1), scales("disk", 1), scales("accesses", -1)],
    "amortized_unit_cost": [equals("each", fixed=0.0), falls("volume"), rises("fixed")],
    "break_even_volume": [
        scales("fixed", 1, cheaper=(1, 9), dearer=(10, 1000)),
        falls("dearer", cheaper=(1, 9), dearer=(10, 1000)),
    ],
}
