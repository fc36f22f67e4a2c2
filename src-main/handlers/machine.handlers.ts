import type { Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { MachineService } from '../machine/machine-service.ts'
import { parsePortUri } from '../machine/port-uri.ts'
import type { PortWatch } from '../machine-room/port-watch.ts'
import { problem } from '../workshop/problems.ts'
import type { JobCalls } from './machine-job.handlers.ts'

/** A page never names a file to be written: the virtual controller's record is for the command line. */
function refusal(portUri: string): Problem | null {
  const address = parsePortUri(portUri)
  if (!address.ok) return problem('invalid-input', address.error)
  if (address.value.kind !== 'virtual' || address.value.options.recordPath === null) return null
  return problem('invalid-input', `${portUri}: a record is written only from the command line.`)
}

/** Answers the calls about the machine itself. */
export function machineHandlers(
  machine: MachineService,
  ports: Pick<PortWatch, 'list'> = { list: machine.listPorts },
): Omit<Handlers['machine'], keyof JobCalls> {
  return {
    listPorts: async () => {
      const list = await ports.list()
      return list.ok ? success({ ports: [...list.value.ports], hint: list.value.hint }) : list
    },
    snapshot: () => success(machine.snapshot()),
    connect: ({ portUri }) => {
      const refused = refusal(portUri)
      return refused === null ? machine.connect(portUri) : failure(refused)
    },
    disconnect: () => machine.disconnect(),
    continueToolChange: ({ measure }) => machine.continueToolChange(!measure),
    hold: ({ pressId }) => machine.hold(pressId),
    resume: () => machine.resume(),
    stop: ({ pressId }) => machine.stop(pressId),
    unlock: ({ reason }) => machine.unlock(reason),
    home: () => machine.home(),
  }
}
