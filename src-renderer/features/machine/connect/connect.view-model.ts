import type { PortChoice } from '#core/contract/machine.contract.ts'

/** The rehearsal first: nobody should meet wood before it. Then what may be opened, then the rest. */
export function offeredPorts(ports: readonly PortChoice[]): readonly PortChoice[] {
  const rank = (port: PortChoice) => {
    if (port.kind === 'virtual') return 0
    return port.blocked === null ? 1 : 2
  }
  return [...ports].sort((a, b) => rank(a) - rank(b))
}

/** What is known of a port, in one line; each fact once. */
export function portFacts(port: PortChoice): string {
  const facts = [port.likely, port.manufacturer, port.device, port.usbId]
  const named = facts.filter((fact) => fact !== '' && !port.label.includes(fact))
  return [...new Set(named)].join(' · ')
}
