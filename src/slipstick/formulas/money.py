"""Money: what running a machine costs, and what that makes of a token or a unit."""

from ..units import (
    Compute,
    ComputePrice,
    Count,
    EnergyPrice,
    Money,
    MoneyPerToken,
    Power,
    Rate,
    Share,
    Size,
    Spending,
    StorageCost,
    Time,
    TokenRate,
    Tokens,
    TransferCost,
    Utilization,
)
from ..units.maths import log1p
from ..units.special import mean_exponential
from .core.conditions import at_most, below_one
from .core.formula import formula
from .energy import PUE, facility_power


@formula(source="ibm-energy-cost")
def electricity_cost(power: Power, price: EnergyPrice) -> Spending:
    """Cost per time of the electricity a machine draws.

    power: drawn on average. price: of energy. 380 W at 0.10 USD/kWh: 333 USD a year. Of thumb, at 0.12 USD/kWh: a
    dollar a year for each watt.

    >>> round(electricity_cost("380 W", "0.10 USD/kWh").to("USD/year").magnitude)
    333
    """
    return power * price


@formula(source="nas-computing-performance", holds=[PUE])
def lifetime_energy_cost(power: Power, pue: Count, price: EnergyPrice, life: Time) -> Money:
    """Cost of the electricity of a machine over its life, with what the data centre adds.

    power: the machine's, on average. pue: power usage effectiveness. price: of energy. life: time it runs. A Dell
    PowerEdge 2950 III, 275 W for four years of 8760 hours at 0.07 USD/kWh: 674.52 USD alone, and with a data centre of
    1.93 (1.8 to 2.0 are usual there) about 1300.

    >>> show(lifetime_energy_cost("275 W", 1, "0.07 USD/kWh", "35040 h"), digits=5)
    '674.52 USD'
    >>> show(lifetime_energy_cost("275 W", 1.93, "0.07 USD/kWh", "35040 h"), digits=2)
    '1300 USD'
    """
    return electricity_cost(facility_power(power, pue), price) * life


@formula(source="nas-computing-performance", holds=[PUE])
def ownership_cost(bought: Money, power: Power, pue: Count, price: EnergyPrice, life: Time) -> Money:
    """Cost of a machine over its life: what it is bought for and its electricity.

    bought: price of the machine. power: its average. pue: power usage effectiveness. price: of energy. life: time it
    runs. Without people, network and the building. The Dell above, bought for 5000 USD: by hand 6300 USD, of which
    electricity is about a quarter of the hardware's part.

    >>> show(ownership_cost("5000 USD", "275 W", 1.93, "0.07 USD/kWh", "35040 h"), digits=2)
    '6300 USD'
    """
    return bought + lifetime_energy_cost(power, pue, price, life)


@formula(source="openstax-mortgage")
def loan_payment(loan: Money, interest: Share, payments: Count) -> Money:
    """Equal payment each period that pays back a loan with its interest (annuity): what capital costs a month.

    loan: owed at the start. interest: per period, a twelfth of the yearly rate for months. payments: how many. 132 650
    USD at 4.8 % a year: 695.97 USD a month over 30 years. 28 500 at 3.99 % over 5: 524.75, rounded up.
    Without interest it is an equal part. This is loan interest / (1 - (1 + interest)^-payments), with its digits for
    interest near 0.

    >>> show(loan_payment("132650 USD", 0.048 / 12, 360), digits=5)
    '695.97 USD'
    >>> show(loan_payment("28500 USD", 0.0399 / 12, 60), digits=5)
    '524.74 USD'
    >>> show(loan_payment("1200 USD", 0, 12)), show(loan_payment("1200 USD", 1e-15, 12), digits=9)
    ('100 USD', '100 USD')
    """
    return loan / payments * mean_exponential(log1p(interest)) / mean_exponential(-payments * log1p(interest))


@formula(source="internet2-core-hour")
def useful_time_cost(bought: Money, life: Time, utilization: Utilization) -> Spending:
    """Capital cost of each hour a machine is of use: its price, in equal parts, over the hours it works.

    bought: price of the machine. life: time until it is written off. utilization: share of it the machine is busy.
    14,375 USD over five years: 0.0091 USD an hour for each of 36 cores. By hand: 4000 USD, four years, 70 %: 0.16 USD.

    >>> round(useful_time_cost("14375 USD", "43800 h", 1).to("USD/h").magnitude / 36, 4)
    0.0091
    >>> round(useful_time_cost("4000 USD", "35040 h", 0.7).to("USD/h").magnitude, 3)
    0.163
    """
    return bought / (life * utilization)


@formula(
    source="openstax-payback", holds=[at_most("running", "rent", "what is bought never pays for itself", strict=True)]
)
def payback_time(bought: Money, rent: Spending, running: Spending) -> Time:
    """Time after which a machine bought has cost no more than one rented.

    bought: price of it. rent: paid otherwise, for the hours of use. running: cost of power and care of the machine.
    The difference is the yearly cash flow of an investment: 50 000 USD for 15 000 a year are back in 3.33 years. Worked
    here: the same if 20 000 a year are saved and 5000 spent.

    >>> show(payback_time("50000 USD", "15000 USD/year", "0 USD/year"))
    '3.33 years'
    >>> show(payback_time("50000 USD", "20000 USD/year", "5000 USD/year"))
    '3.33 years'
    """
    return bought / (rent - running)


@formula(source="matecdev-cloud-hpc")
def owning_break_even(owned: Money, rented: Money, utilization: Utilization) -> Count:
    """Utilization above which owning machines is cheaper than renting them. Above 1: never.

    owned: cost of owning them over their life. rented: of renting as many at this utilization. By hand: 2 648 681 USD
    against 3 139 584 at 70 %: 59 %.

    >>> show(owning_break_even("2648681 USD", "3139584 USD", 0.7), digits=2)
    '0.59'
    """
    return utilization * owned / rented


@formula(
    source="openstax-break-even",
    holds=[at_most("committed", "on_demand", "a commitment never pays for itself", strict=True)],
)
def reserved_break_even_time(upfront: Money, on_demand: Spending, committed: Spending) -> Time:
    """Time of use after which a commitment with a payment up front has paid for itself.

    upfront: paid at the start. on_demand, committed: price per time without and with it. The break-even point of any
    fixed cost: 18 000 USD, where a unit sells at 100 and costs 20, are covered by 225. Worked here: 300 USD to go from
    0.12 to 0.075 USD/h, 6667 hours.

    >>> round(reserved_break_even_time("18000 USD", "100 USD/h", "20 USD/h").to("h").magnitude)
    225
    >>> round(reserved_break_even_time("300 USD", "0.12 USD/h", "0.075 USD/h").to("h").magnitude)
    6667
    """
    return upfront / (on_demand - committed)


@formula(source="cloudability-break-even")
def reserved_break_even_share(committed: Spending, on_demand: Spending) -> Count:
    """Utilization above which capacity paid for all the time is cheaper than capacity paid for as it is used.

    committed: price per time, used or not. on_demand: price per time used. 0.074 against 0.126 USD/h: 59 %, as the
    source's 648.24 USD for a year are to the 1103.76 of all its hours.

    >>> show(reserved_break_even_share("0.074 USD/h", "0.126 USD/h"), digits=2), round(648.24 / 1103.76, 2)
    ('0.59', 0.59)
    """
    return committed / on_demand


@formula(source="google-goodput", holds=[below_one("lost", "nothing is left of what is paid for")])
def spot_cost(spot: Spending, lost: Share) -> Spending:
    """Price of each hour of work that lasts on capacity that can be taken back.

    spot: price per time. lost: share of the time whose work is lost to interruptions and done again, what is left of
    the goodput. By hand: 30 % of the full price with 10 % lost: a third of it, 67 % cheaper and not 70.

    >>> round(spot_cost("0.30 USD/h", 0.1).to("USD/h").magnitude, 3)
    0.333
    """
    return spot / (1 - lost)


@formula(source="deepseek-v3-cost")
def rented_cost(rent: Spending, devices: Count, time: Time) -> Money:
    """Cost of devices that are rented for as long as something runs on them.

    rent: price of one device per time. devices: so many. time: it runs. DeepSeek-V3's 2.788 million hours of a device
    at 2 USD/h, as of 2048 H800 for 1361 h each: 5.576 million USD.

    >>> show(rented_cost("2 USD/h", 2048, "1361.328125 h"), digits=4)
    '5.576e6 USD'
    """
    return rent * devices * time


@formula(source="qualcomm-embedding-cost")
def token_cost(rent: Spending, rate: TokenRate) -> MoneyPerToken:
    """Cost of a token on machines that are always busy.

    rent: price of the machines per time. rate: tokens per second of all users together. Embedding text on Cloud AI 100
    at 8.9194 USD/h and 1 871 872 token/s: 0.001324 USD for a million tokens; a larger model at 455 885 token/s and
    3.3537 USD/h: 0.002043.

    >>> show(token_cost("8.9194 USD/h", "1871872 token/s"), digits=4)
    '1.324e-9 USD/token'
    >>> show(token_cost("3.3537 USD/h", "455885 token/s"), digits=4)
    '2.043e-9 USD/token'
    """
    return rent / rate


@formula(source="kashyap-token-cost")
def loaded_token_cost(rent: Spending, rate: TokenRate, utilization: Utilization) -> MoneyPerToken:
    """Cost of a token on machines that are busy for a share of the time they are paid for.

    rent: price of the machines per time. rate: tokens per second while busy. utilization: share of the time they are.
    An A100 at 1.29 USD/h and 2400 token/s: 0.15 USD for a million tokens, and 0.21 at 70 %.

    >>> round(loaded_token_cost("1.29 USD/h", "2400 token/s", 1).magnitude * 1e6, 2)
    0.15
    >>> round(loaded_token_cost("1.29 USD/h", "2400 token/s", 0.7).magnitude * 1e6, 2)
    0.21
    """
    return token_cost(rent, rate) / utilization


@formula(source="willison-deepseek-v3")
def api_cost(prompt: Tokens, prompt_price: MoneyPerToken, answer: Tokens, answer_price: MoneyPerToken) -> Money:
    """Cost of a call to a model behind an API, with a price for tokens read and another for tokens written.

    prompt, answer: tokens read and written. prompt_price, answer_price: of one token. By hand at DeepSeek-V3's 0.27 and
    1.10 USD for a million: 1000 calls of 2000 and 500 tokens, 1.09 USD.

    >>> show(api_cost(2e6, "0.27e-6 USD/token", 5e5, "1.10e-6 USD/token"))
    '1.09 USD'
    """
    return prompt * prompt_price + answer * answer_price


@formula(source="devnotes-s3")
def storage_bill(stored: Size, price: StorageCost, time: Time) -> Money:
    """Cost of keeping data.

    stored: size, on average. price: per size and time. time: it is kept. 1024 GB in S3 at 0.023 USD a GB and month:
    23.55 USD.

    >>> show(storage_bill("1024 GB", "0.023 USD/GB/month", "1 month"), digits=4)
    '23.55 USD'
    """
    return stored * price * time


@formula(source="devnotes-s3")
def egress_bill(sent: Size, price: TransferCost) -> Money:
    """Cost of sending data out of a cloud, within one step of the price list.

    sent: size. price: per size. 10 240 GB at 0.09 USD: 921.60 USD; the next 5120 GB at 0.085: 435.20.

    >>> show(egress_bill("10240 GB", "0.09 USD/GB"), digits=5), show(egress_bill("5120 GB", "0.085 USD/GB"), digits=5)
    ('921.6 USD', '435.2 USD')
    """
    return sent * price


@formula(source="cruftbox-ram")
def price_per_byte(price: Money, capacity: Size) -> TransferCost:
    """Price of a byte of a memory or a drive: what it costs over what it holds.

    price: of the whole. capacity: of it. 8 MB of memory for 87.09 USD, as a receipt of 1996 has it: 10.89 USD a
    megabyte; 256 MB for 42 USD in 2001: 0.16, or 160 a gigabyte.

    >>> show(price_per_byte("87.09 USD", "8 MB"), digits=4), show(price_per_byte("42 USD", "256 MB"), digits=2)
    ('10.89 USD/MB', '160 USD/GB')
    """
    return price / capacity


@formula(source="microwulf-ppr")
def price_per_flop(price: Money, rate: Compute) -> ComputePrice:
    """Price of a FLOP/s: what a machine costs over how much it computes in a second.

    price: of the whole. rate: its peak, or what a benchmark reaches. Microwulf, a cluster of four boards for 2470 USD,
    reached 26.25 GFLOP/s in Linpack: 94.10 USD for a GFLOP/s.

    >>> show(price_per_flop("2470 USD", "26.25 GFLOP/s"), digits=4)
    '94.1 USD*s/GFLOP'
    """
    return price / rate


@formula(source="whittaker-five-minute-rule")
def five_minute_rule(page: Size, memory: TransferCost, disk: Money, accesses: Rate) -> Time:
    """Time between uses of a page below which it is cheaper to keep it in memory than to read it each time.

    page: size of it. memory: price of memory per size. disk: price of the disk, with its part of processor and channel.
    accesses: it makes per second. Gray and Putzolu (1987): 2000 USD for each access per second, here 30 000 for 15,
    and 5 USD for a kB of memory give 400 s for a page of 1 kB, said as five minutes.

    >>> round(five_minute_rule("1 kB", "5 USD/kB", "30000 USD", "15/s").to("s").magnitude)
    400
    """
    return disk / accesses / (page * memory)


@formula(source="smith-asic-economics")
def amortized_unit_cost(fixed: Money, each: Money, volume: Count) -> Money:
    """Cost of a unit with its share of what is paid once: design, masks, set-up.

    fixed: paid once. each: cost of one unit. volume: units made. A test of 0.08 USD a device with 4200 USD once: 0.11
    USD a device for 130 000 of them, 0.24 for 26 000.

    >>> round(amortized_unit_cost("4200 USD", "0.08 USD", 130000).magnitude, 2)
    0.11
    >>> round(amortized_unit_cost("4200 USD", "0.08 USD", 26000).magnitude, 2)
    0.24
    """
    return each + fixed / volume


@formula(
    source="anysilicon-break-even", holds=[at_most("cheaper", "dearer", "its design is never paid for", strict=True)]
)
def break_even_volume(fixed: Money, cheaper: Money, dearer: Money) -> Count:
    """Number of units above which a part that costs more to design is the cheaper one (ASIC or FPGA).

    fixed: what its design costs more. cheaper: cost of one such part. dearer: of the part it takes the place of.
    Without power, schedule and risk. By hand: a million USD for an ASIC of 10 USD and not an FPGA of 50: 25 000 units.

    >>> show(break_even_volume("1e6 USD", "10 USD", "50 USD"))
    '25000'
    """
    return fixed / (dearer - cheaper)
