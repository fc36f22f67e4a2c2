import { ZERO } from './axes.ts'
import { setSpindle, type ControllerMemory } from './firmware.ts'
import { MotionPlanner } from './motion-planner.ts'
import { loadSpindle } from './overrides.ts'
import { initialParserState } from './parser-state.ts'
import { syncParserPosition } from './realtime-program.ts'
import { createReceiveRing } from './receive-ring.ts'
import type { ControllerProfile } from './profile.ts'
import { createSettingsStore, type SettingsStore } from './settings-store.ts'
import type { VirtualWorkpiece } from './workpiece.ts'

/** What the memory is connected to. */
export interface MemoryParts {
  readonly settings: readonly (readonly [number, number])[]
  readonly profile: ControllerProfile
  readonly limitSwitches: { readonly present: boolean; readonly stuck: boolean }
  readonly workpiece: VirtualWorkpiece | null
  readonly transmitBacklog: () => number
  readonly transmit: (text: string) => void
  readonly serveReceived: () => void
}

/** The line being read, and EEPROM's room for each text. */
const LINE_BUFFER_BYTES = 80

const NO_FLAGS = {
  status: false,
  fullStatus: false,
  cycleStart: false,
  feedHold: false,
  door: false,
  sleep: false,
  jogCancel: false,
  motionCancel: false,
  toolChanged: false,
  reset: false,
  cycleStop: false,
  alarm: 0,
}

/** Memory of a controller that has just been switched on for the first time. */
export function createMemory(parts: MemoryParts): ControllerMemory {
  const settings = createSettingsStore(parts.settings)
  const memory = blankMemory(parts, settings)
  memory.planner.onBegin = (spindle) => {
    loadSpindle(memory, spindle)
  }
  return memory
}

function blankMemory(parts: MemoryParts, settings: SettingsStore): ControllerMemory {
  return {
    profile: parts.profile,
    nowMs: 0,
    idleDelayUntilMs: 0,
    wakeMs: Number.POSITIVE_INFINITY,
    state: 'Idle',
    suspend: null,
    jogCancelled: false,
    motionCancelled: false,
    spindleStop: 'none',
    door: { retracted: false, ajar: false, restored: false, open: false },
    restore: { state: 'M5', rpm: 0, flood: false },
    homed: false,
    latchedError: null,
    abort: false,
    masked: false,
    overridesDueMs: Number.POSITIVE_INFINITY,
    overrides: { feed: 100, rapid: 100, spindle: 100 },
    wcoCountdown: 0,
    overrideCountdown: 0,
    parser: initialParserState(ZERO),
    planner: new MotionPlanner(settings.limits(), ZERO, parts.profile.plannerBlocks),
    probe: { position: ZERO, touched: false, away: false, watch: null, stuck: null },
    workpiece: parts.workpiece,
    toolLongerMm: 0,
    spindle: { state: 'M5', rpm: 0 },
    flood: false,
    flags: { ...NO_FLAGS, overrides: new Set() },
    settings,
    offsets: { systems: [ZERO, ZERO, ZERO, ZERO, ZERO, ZERO], g28: ZERO, g30: ZERO },
    startupLines: ['', ''],
    lineBuffer: new Uint8Array(LINE_BUFFER_BYTES),
    storedTexts: Array.from({ length: 3 }, () => new Uint8Array(LINE_BUFFER_BYTES)),
    ring: createReceiveRing(parts.profile.receiveBytes),
    spindleTimeline: [],
    limitSwitches: parts.limitSwitches,
    buildInfo: '',
    transmitBacklog: parts.transmitBacklog,
    transmit: parts.transmit,
    serveReceived: parts.serveReceived,
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
  memory.motionCancelled = false
  memory.spindleStop = 'none'
  memory.door = { retracted: false, ajar: false, restored: false, open: memory.door.open }
  memory.latchedError = null
  memory.probe = { ...memory.probe, position: ZERO, touched: false, away: false, watch: null }
  memory.abort = false
  memory.masked = false
  memory.overrides = { feed: 100, rapid: 100, spindle: 100 }
  memory.planner.setOverrides(100, 100)
  memory.wcoCountdown = 0
  memory.overrideCountdown = 0
  setSpindle(memory, 'M5', 0)
  memory.flood = false
  Object.assign(memory.flags, NO_FLAGS)
  memory.flags.overrides.clear()
}
