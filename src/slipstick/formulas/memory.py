"""The former name of the start of the chapter ``caches``."""

from .caches import amat as amat
from .caches import amat_cycles as amat_cycles
from .caches import amat_split as amat_split
from .caches import amat_three_levels_cycles as amat_three_levels_cycles
from .caches import amat_two_levels as amat_two_levels
from .caches import amat_two_levels_cycles as amat_two_levels_cycles
from .caches import global_miss_rate as global_miss_rate
from .caches import misses_per_instruction as misses_per_instruction
from .caches import stall_cpi as stall_cpi
