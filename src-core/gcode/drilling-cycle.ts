import { PECK_CLEARANCE_MM } from '../toolpath/basic-moves.ts'
import { type BlockIntent, lengthMm, targetOf } from './block-intent.ts'
import type { MachineEvent, Motion } from './machine-event.ts'
import { type AxisValues, type CycleState, type ModalState, withAxis } from './modal-state.ts'

type Sticky = Omit<CycleState, 'kind' | 'initialZMm'>

const NOTHING_SET: Sticky = { bottomZMm: null, clearZMm: null, peckMm: null, dwellSeconds: 0 }

/** What stays in force from the hole before: all of the same cycle, only R of another one. */
function stickyOf(before: CycleState | null, kind: CycleState['kind']): Sticky {
  if (before === null) return NOTHING_SET
  return before.kind === kind ? before : { ...NOTHING_SET, clearZMm: before.clearZMm }
}

/** What a cycle block sets and what it keeps from the block before; Z, R, Q and P are sticky. */
export function cycleStateOf(state: ModalState, intent: BlockIntent): CycleState {
  const before = state.cycle
  const kind = intent.cycle ?? 'drill'
  const kept = stickyOf(before, kind)
  return {
    kind,
    initialZMm: before === null ? state.position.Z : before.initialZMm,
    bottomZMm: lengthMm(intent, 'Z') ?? kept.bottomZMm,
    clearZMm: lengthMm(intent, 'R') ?? kept.clearZMm,
    peckMm: lengthMm(intent, 'Q') ?? kept.peckMm,
    dwellSeconds: intent.values['P'] ?? kept.dwellSeconds,
  }
}

/** Lays the motions of one hole end to end. */
class HoleWalk {
  readonly events: MachineEvent[] = []
  private at: AxisValues
  private readonly frame: Omit<Motion, 'from' | 'to' | 'motion' | 'feedMmPerMin' | 'axes'>
  private readonly feedMmPerMin: number

  constructor(state: ModalState, intent: BlockIntent, line: number) {
    const { spindle, speedRpm } = state
    this.at = state.position
    this.feedMmPerMin = state.feed
    this.frame = {
      ...{ kind: 'motion', line, reference: 'work', spindle, speedRpm },
      units: intent.units,
      arc: null,
    }
  }

  private go(motion: 'rapid' | 'line', to: AxisValues, axes: string): void {
    const same = to.X === this.at.X && to.Y === this.at.Y && to.Z === this.at.Z
    if (same) return
    const feedMmPerMin = motion === 'rapid' ? null : this.feedMmPerMin
    this.events.push({ ...this.frame, from: this.at, to, motion, feedMmPerMin, axes })
    this.at = to
  }

  over(xMm: number | null, yMm: number | null): void {
    this.go('rapid', { ...this.at, X: xMm, Y: yMm }, 'XY')
  }

  rapidTo(zMm: number): void {
    this.go('rapid', withAxis(this.at, 'Z', zMm), 'Z')
  }

  feedTo(zMm: number): void {
    this.go('line', withAxis(this.at, 'Z', zMm), 'Z')
  }

  height(): number | null {
    return this.at.Z
  }
}

/** Depths at which the pecks end, the bottom last. */
function pecks(cycle: CycleState, clearZMm: number, bottomZMm: number): readonly number[] {
  const pecking = cycle.kind === 'peck' || cycle.kind === 'chip-break'
  const stepMm = cycle.peckMm
  if (!pecking || stepMm === null || !(stepMm > 0)) return [bottomZMm]
  const depths: number[] = []
  for (let count = 1; clearZMm - stepMm * count > bottomZMm + 1e-9; count += 1) {
    depths.push(clearZMm - stepMm * count)
  }
  return [...depths, bottomZMm]
}

function goDown(walk: HoleWalk, cycle: CycleState, clearZMm: number, bottomZMm: number): void {
  let above: number | null = null
  for (const depthMm of pecks(cycle, clearZMm, bottomZMm)) {
    if (above !== null) {
      if (cycle.kind === 'peck') walk.rapidTo(clearZMm)
      walk.rapidTo(above + PECK_CLEARANCE_MM)
    }
    walk.feedTo(depthMm)
    above = depthMm
  }
}

function returnHeightMm(state: ModalState, cycle: CycleState, clearZMm: number): number {
  if (state.cycleReturn === 'clear-height' || cycle.initialZMm === null) return clearZMm
  return Math.max(cycle.initialZMm, clearZMm)
}

/**
 * The motions of one hole of a canned cycle as RS-274 describes them: up to the R height when below it,
 * over the hole, down to R, to the bottom (in pecks counted from R), a pause, and back to R (G99) or to
 * where the tool came from when that is higher (G98). Absolute distances only; a cycle without Z or R
 * has no motions here, and the dialects refuse it.
 */
export function cycleEvents(
  state: ModalState,
  intent: BlockIntent,
  line: number,
): readonly MachineEvent[] {
  const { cycle } = state
  if (cycle === null) return []
  const { clearZMm, bottomZMm } = cycle
  if (clearZMm === null || bottomZMm === null) return []
  const walk = new HoleWalk(state, intent, line)
  const target = targetOf(state, intent)
  if ((walk.height() ?? clearZMm) < clearZMm) walk.rapidTo(clearZMm)
  walk.over(target.X, target.Y)
  walk.rapidTo(clearZMm)
  goDown(walk, cycle, clearZMm, bottomZMm)
  if (cycle.dwellSeconds > 0 && cycle.kind === 'dwell') {
    walk.events.push({ kind: 'dwell', line, seconds: cycle.dwellSeconds })
  }
  walk.rapidTo(returnHeightMm(state, cycle, clearZMm))
  return walk.events
}
