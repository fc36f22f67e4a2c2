import { listPorts } from '../machine/ports/list-ports.ts'
import { EXIT, type Command } from './command.ts'

/** `rmos ports`: what a controller may be plugged into. */
export const portsCommand: Command = {
  name: 'ports',
  summary: 'list the ports a controller may be on',
  usage: 'rmos ports [--json]\n  example: rmos ports',
  options: {},
  run: async (_args, context) => {
    const { ports, hint } = await listPorts()
    if (context.json) {
      context.writeResult(JSON.stringify({ schema: 'rmos.ports', version: 1, ports, hint }))
    } else {
      for (const { uri, label } of ports) context.writeResult(`${uri}\t${label}`)
    }
    if (hint !== '') context.writeNote(hint)
    return EXIT.done
  },
}
