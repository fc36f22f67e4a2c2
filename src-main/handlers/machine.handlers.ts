import type { Handlers } from '#core/contract/index.ts'
import { success } from '#core/outcome/result.ts'
import type { MachineService } from '../machine/machine-service.ts'
import type { SendDesk } from '../workshop/send-desk.ts'

/** Answers the calls about the machine. */
export function machineHandlers(machine: MachineService, sends: SendDesk): Handlers['machine'] {
  return {
    listPorts: async () => {
      const list = await machine.listPorts()
      return list.ok ? success({ ports: [...list.value.ports], hint: list.value.hint }) : list
    },
    snapshot: () => success(machine.snapshot()),
    connect: ({ portUri }) => machine.connect(portUri),
    disconnect: () => machine.disconnect(),
    start: ({ runId, programId }) => sends.start(runId, programId),
    hold: () => machine.hold(),
    resume: () => machine.resume(),
    stop: () => machine.stop(),
    unlock: () => machine.unlock(),
    home: () => machine.home(),
  }
}
