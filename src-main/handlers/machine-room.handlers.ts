import type { Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import { checkLine } from '#core/grbl/console/check-line.ts'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { GRBL_CODES } from '../machine/grbl-codes.ts'
import type { MachineService } from '../machine/machine-service.ts'
import type { MachineRoom } from '../machine-room/open-machine-room.ts'
import type { LibraryShelf } from '../workshop/library-shelf.ts'
import { problem } from '../workshop/problems.ts'

type RoomFeature = 'manual' | 'console' | 'macros' | 'controller' | 'maintenance'

const nothing = <E>(result: Result<void, E>): Result<Record<string, never>, E> =>
  result.ok ? success({}) : result

function consoleHandlers(machine: MachineService, room: MachineRoom): Handlers['console'] {
  return {
    entries: ({ afterSequence }) => success(room.console.after(afterSequence)),
    checkLine: ({ line }) => {
      const { modal, facts } = machine.snapshot().manual
      return success(checkLine(line, { modal, facts, tables: GRBL_CODES }))
    },
    sendLine: ({ line, startsMotionAgreed }) =>
      machine.manual({ kind: 'sendLine', text: line, startsMotionAgreed }),
    saveTraffic: () => room.saveTraffic(),
  }
}

function macrosHandlers({ macros }: MachineRoom): Handlers['macros'] {
  return {
    list: () => macros.list(),
    check: ({ text }) => success(macros.check(text)),
    save: ({ macroId, macro }) => macros.save(macroId, macro),
    remove: ({ macroId }) => nothing(macros.remove(macroId)),
    run: ({ macroId, sha256 }) => macros.run(macroId, sha256),
    exportAll: () => {
      const text = macros.exportAll()
      return text.ok ? success({ text: text.value }) : text
    },
    importFile: ({ text }) => macros.importFile(text),
  }
}

function controllerHandlers(
  { settings }: MachineRoom,
  library: LibraryShelf,
): Handlers['controller'] {
  return {
    settings: () => settings.rows(),
    writeSetting: ({ settingNumber, value, agreedWarnings }) =>
      settings.write(settingNumber, value, agreedWarnings),
    backups: () => settings.backups(),
    backup: ({ note }) => settings.backup('by-hand', note),
    readBackup: ({ backupId }) => settings.readBackup(backupId),
    importBackup: ({ name, text }) => settings.importBackup(name, text),
    removeBackup: ({ backupId }) => nothing(settings.removeBackup(backupId)),
    compare: ({ left, right }) => settings.compare(left, right),
    compareWithMachine: ({ machineId }) => {
      const record = library.machines.find(({ id }) => id === machineId)
      return record === undefined
        ? failure<Problem>(problem('not-found', `The library has no machine ${machineId}.`))
        : settings.compareWithMachine(record)
    },
    restore: ({ backupId }) => settings.restore(backupId),
    unfinishedRestore: () => settings.unfinished(),
    rollBackRestore: () => settings.rollBack(),
    dismissRestore: () => nothing(settings.dismiss()),
  }
}

function maintenanceHandlers({ maintenance }: MachineRoom): Handlers['maintenance'] {
  return {
    report: () => maintenance.report(),
    saveItem: ({ itemId, item }) => maintenance.saveItem(itemId, item),
    removeItem: ({ itemId }) => maintenance.removeItem(itemId),
    markDone: ({ itemId, note }) => maintenance.markDone(itemId, note),
  }
}

/** Answers the calls about working at the machine by hand. */
export function machineRoomHandlers(
  machine: MachineService,
  room: MachineRoom,
  library: LibraryShelf,
): Pick<Handlers, RoomFeature> {
  return {
    manual: { perform: (request) => machine.manual(request) },
    console: consoleHandlers(machine, room),
    macros: macrosHandlers(room),
    controller: controllerHandlers(room, library),
    maintenance: maintenanceHandlers(room),
  }
}
