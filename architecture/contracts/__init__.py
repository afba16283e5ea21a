"""All contracts by name, in the order in which they are best mended."""

from architecture.contracts import (
    anatomy,
    clock,
    cycles,
    doors,
    facts,
    forbidden,
    foreign_keys,
    hosts,
    layers,
    ledger,
    markup,
    purity,
    sizes,
    stages,
    syntax,
)
from architecture.finding import Check

CONTRACTS: dict[str, Check] = {
    contract.NAME: contract.check
    for contract in (
        syntax,
        layers,
        doors,
        cycles,
        purity,
        ledger,
        foreign_keys,
        facts,
        stages,
        forbidden,
        clock,
        markup,
        anatomy,
        sizes,
        hosts,
    )
}
