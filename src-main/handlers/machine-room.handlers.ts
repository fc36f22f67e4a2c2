import type { Handlers } from '#core/contract/index.ts'
import { failure } from '#core/outcome/result.ts'
import type { MachineService } from '../machine/machine-service.ts'
import { problem } from '../workshop/problems.ts'

type MachineRoom = Pick<Handlers, 'manual' | 'console' | 'macros' | 'controller' | 'maintenance'>

/** Refuses every call of the machine room until its services are wired in the next commits. */
export function machineRoomHandlers(machine: MachineService): MachineRoom {
  const refuse = () => failure(problem('machine', 'The machine room is not open yet.', ''))
  return {
    manual: { perform: (request) => machine.manual(request) },
    console: { entries: refuse, checkLine: refuse, sendLine: refuse, saveTraffic: refuse },
    macros: {
      list: refuse,
      check: refuse,
      save: refuse,
      remove: refuse,
      run: refuse,
      exportAll: refuse,
      importFile: refuse,
    },
    controller: {
      settings: refuse,
      writeSetting: refuse,
      backups: refuse,
      backup: refuse,
      readBackup: refuse,
      importBackup: refuse,
      removeBackup: refuse,
      compare: refuse,
      compareWithMachine: refuse,
      restore: refuse,
      unfinishedRestore: refuse,
      rollBackRestore: refuse,
      dismissRestore: refuse,
    },
    maintenance: { report: refuse, saveItem: refuse, removeItem: refuse, markDone: refuse },
  }
}
