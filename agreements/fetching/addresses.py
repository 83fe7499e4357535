"""Which IP addresses are on the public Internet. Our own list: the standard library's judgement has holes.

Sources: the IANA special-purpose address registries (IPv4 and IPv6), RFC 6052 (NAT64), 4291 (mapped), 3056 (6to4),
4380 (Teredo).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

V4_CLOSED = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "a private network",
    "100.64.0.0/10": "a carrier's inner network",
    "127.0.0.0/8": "this machine",
    "168.63.129.16/32": "a cloud's inner service",
    "169.254.0.0/16": "the local link and cloud metadata",
    "172.16.0.0/12": "a private network",
    "192.0.0.0/24": "reserved for protocols",
    "192.0.2.0/24": "for documentation only",
    "192.52.193.0/24": "multicast relays",
    "192.88.99.0/24": "6to4 relays",
    "192.168.0.0/16": "a private network",
    "198.18.0.0/15": "for benchmarks only",
    "198.51.100.0/24": "for documentation only",
    "203.0.113.0/24": "for documentation only",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved, or broadcast",
}
# Everything outside 2000::/3 is closed without being named.
V6_CLOSED = {
    "2001::/23": "reserved for protocols, Teredo among them",
    "2001:db8::/32": "for documentation only",
    "2002::/16": "6to4, given up",
    "3fff::/20": "for documentation only",
}
V4 = [(IPv4Network(network), why) for network, why in V4_CLOSED.items()]
V6 = [(IPv6Network(network), why) for network, why in V6_CLOSED.items()]
V6_PUBLIC = IPv6Network("2000::/3")
# An IPv4 address lies in the last 32 bits.
MAPPED = IPv6Network("::ffff:0:0/96")
NAT64 = IPv6Network("64:ff9b::/96")


def is_literal(host: str) -> bool:
    """Whether `host` is an IP address in plain form, so that there is no name to look up."""
    try:
        return str(ip_address(host)) == host
    except ValueError:
        return False


def closed(address: str) -> str | None:
    """Why nobody may be dialled at `address`; None: it is public. Raises ValueError if it is no address."""
    return _closed(ip_address(address))


def _closed(address: IPv4Address | IPv6Address) -> str | None:
    if isinstance(address, IPv4Address):
        return next((why for network, why in V4 if address in network), None)
    # A scope ("%eth0") names a link of this machine, and hides the address from the comparisons below.
    if address.scope_id is not None:
        return "the local link"
    # A gateway may turn these into IPv4; the address inside decides.
    if address in MAPPED or address in NAT64:
        return _closed(IPv4Address(int(address) & 0xFFFFFFFF))
    if address not in V6_PUBLIC:
        return "outside the public IPv6 space"
    return next((why for network, why in V6 if address in network), None)
