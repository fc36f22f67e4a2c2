import { networkInterfaces } from 'node:os'

/** Addresses nobody on the internet can reach: RFC 1918, and RFC 3927 where no router gives any. */
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)/
const LOOPBACK = /^127\./

/** True for an address RMOS may listen at: of a private network, or of this computer alone. */
export function isShopAddress(address: string): boolean {
  return PRIVATE.test(address) || LOOPBACK.test(address)
}

/** The IPv4 addresses this computer has in private networks. IPv6 is not listened at. */
export function shopAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(
      ({ family, internal, address }) => family === 'IPv4' && !internal && PRIVATE.test(address),
    )
    .map(({ address }) => address)
}
