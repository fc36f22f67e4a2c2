import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Events } from '#core/contract/events.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { ConsoleLog } from '../machine/console-log.ts'
import { systemServiceClock, type MachineService } from '../machine/machine-service.ts'
import type { Store } from '../store/store.ts'
import type { Surroundings } from '../workshop/surroundings.ts'
import { createMacroShelf, type MacroShelf } from './macro-shelf.ts'
import { createMaintenanceDesk, type MaintenanceDesk } from './maintenance-book.ts'
import { createPortWatch, type PortWatch } from './port-watch.ts'
import { createSettingsDesk, type SettingsDesk } from './settings-desk.ts'

/** Everything main keeps and does for a person working at the machine by hand. */
export interface MachineRoom {
  readonly console: ConsoleLog
  readonly ports: PortWatch
  readonly macros: MacroShelf
  readonly settings: SettingsDesk
  readonly maintenance: MaintenanceDesk
  /** Writes the last raw bytes of both directions into the data folder. */
  readonly saveTraffic: () => Promise<
    Result<{ readonly path: string; readonly byteCount: number }, Problem>
  >
  readonly close: () => void
}

type RoomEvent =
  | 'machine.portsChanged'
  | 'console.added'
  | 'macros.changed'
  | 'controller.changed'
  | 'maintenance.changed'

/** What the room works with. */
export interface MachineRoomParts {
  readonly machine: MachineService
  readonly store: Store
  readonly surroundings: Surroundings
  readonly dataDir: string
  readonly emit: <E extends RoomEvent>(event: E, payload: Events[E]) => void
  readonly report: (problem: Problem) => void
}

/** Opens the room over a machine and a store. */
export function openMachineRoom(parts: MachineRoomParts): MachineRoom {
  const { store, surroundings, dataDir, emit, report } = parts
  const ends: (() => void)[] = []
  const machine = withEnds(parts.machine, ends)
  const console = new ConsoleLog(() => surroundings.clock().getTime())
  machine.onConsole((entries, sentAtMs) => {
    emit('console.added', console.add(entries, sentAtMs))
  })
  const ports = createPortWatch(machine, systemServiceClock(), (list) => {
    emit('machine.portsChanged', list)
  })
  const base = { machine, store, surroundings, report }
  const macros = createMacroShelf({
    ...base,
    changed: (macroId) => {
      emit('macros.changed', { macroId })
    },
  })
  const settings = createSettingsDesk({
    ...base,
    changed: () => {
      emit('controller.changed', {})
    },
  })
  const maintenance = createMaintenanceDesk({
    ...base,
    changed: () => {
      emit('maintenance.changed', {})
    },
  })
  return {
    console,
    ports,
    macros,
    settings,
    maintenance,
    saveTraffic: () => saveTraffic(machine, surroundings, dataDir),
    close: () => {
      ports.close()
      maintenance.close()
      for (const end of ends) end()
    },
  }
}

/** The machine may outlive the workshop: whatever listens to it here is noted, to be ended. */
function withEnds(machine: MachineService, ends: (() => void)[]): MachineService {
  const noted =
    <L>(listen: (listener: L) => () => void) =>
    (listener: L) => {
      const end = listen(listener)
      ends.push(end)
      return end
    }
  return {
    ...machine,
    onChange: noted(machine.onChange),
    jobFinished: noted(machine.jobFinished),
    onConsole: noted(machine.onConsole),
    onSettings: noted(machine.onSettings),
  }
}

async function saveTraffic(
  machine: MachineService,
  surroundings: Surroundings,
  dataDir: string,
): ReturnType<MachineRoom['saveTraffic']> {
  const text = await machine.readTraffic()
  if (!text.ok) return text
  const folder = join(dataDir, 'machine-logs')
  const stamp = surroundings.clock().toISOString().replaceAll(':', '-').replace(/\..*$/, '')
  const path = join(folder, `traffic-${stamp}.txt`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(path, text.value, { flag: 'w' })
    return success({ path, byteCount: Buffer.byteLength(text.value) })
  } catch (error) {
    return failure(fileProblem(error, 'write', path))
  }
}
