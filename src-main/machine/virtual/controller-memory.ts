import { ZERO } from './axes.ts'
import { setSpindle, type ControllerMemory } from './firmware.ts'
import { MotionPlanner } from './motion-planner.ts'
import { initialParserState } from './parser-state.ts'
import { syncParserPosition } from './realtime-program.ts'
import { createReceiveRing } from './receive-ring.ts'
import { createSettingsStore } from './settings-store.ts'

/** What the memory is connected to. */
export interface MemoryParts {
  readonly settings: readonly (readonly [number, number])[]
  readonly limitSwitches: boolean
  readonly transmitBacklog: () => number
  readonly transmit: (text: string) => void
}

/** Memory of a controller that has just been switched on for the first time. */
export function createMemory(parts: MemoryParts): ControllerMemory {
  const settings = createSettingsStore(parts.settings)
  return {
    nowMs: 0,
    wakeMs: Number.POSITIVE_INFINITY,
    state: 'Idle',
    suspend: null,
    jogCancelled: false,
    abort: false,
    deaf: false,
    overridesDueMs: Number.POSITIVE_INFINITY,
    overrides: { feed: 100, rapid: 100, spindle: 100 },
    wcoCountdown: 0,
    overrideCountdown: 0,
    parser: initialParserState(ZERO),
    planner: new MotionPlanner(settings.limits(), ZERO),
    probe: { position: ZERO, touched: false },
    spindle: { state: 'M5', rpm: 0 },
    flood: false,
    flags: {
      status: false,
      cycleStart: false,
      feedHold: false,
      door: false,
      sleep: false,
      jogCancel: false,
      reset: false,
      cycleStop: false,
      alarm: 0,
      overrides: new Set(),
    },
    settings,
    offsets: { systems: [ZERO, ZERO, ZERO, ZERO, ZERO, ZERO], g28: ZERO, g30: ZERO },
    startupLines: ['', ''],
    ring: createReceiveRing(),
    spindleTimeline: [],
    limitSwitches: { present: parts.limitSwitches },
    transmitBacklog: parts.transmitBacklog,
    transmit: parts.transmit,
  }
}

/** What every reset forgets: queue, modes, G92, tool length, overrides; EEPROM and position stay. */
export function clearForReset(memory: ControllerMemory): void {
  memory.ring.clear()
  memory.planner.clear()
  memory.planner.setLimits(memory.settings.limits())
  memory.parser = initialParserState(ZERO)
  syncParserPosition(memory)
  memory.suspend = null
  memory.jogCancelled = false
  memory.abort = false
  memory.deaf = false
  memory.overrides = { feed: 100, rapid: 100, spindle: 100 }
  memory.planner.setOverrides(100, 100)
  memory.wcoCountdown = 0
  memory.overrideCountdown = 0
  setSpindle(memory, 'M5', 0)
  memory.flood = false
  Object.assign(memory.flags, {
    status: false,
    cycleStart: false,
    feedHold: false,
    door: false,
    sleep: false,
    jogCancel: false,
    reset: false,
    cycleStop: false,
    alarm: 0,
  })
  memory.flags.overrides.clear()
}
