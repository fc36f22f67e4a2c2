import type { Point3 } from '#core/geometry/point.ts'
import type { Motion } from '#core/gcode/machine-event.ts'
import { interpretProgram } from '#core/gcode/interpret.ts'
import { parseProgram } from '#core/gcode/parse-program.ts'
import type { Move, MoveRole } from '#core/toolpath/move.ts'
import { traceMoves, type Trace } from './toolpath-trace.ts'

/** Used to share out the time of rapids; the total stays the program's own estimate. */
const USUAL_RAPID_MM_PER_MIN = 5000

function present(axes: Motion['to']): { xMm?: number; yMm?: number; zMm?: number } {
  return {
    ...(axes.X !== null && { xMm: axes.X }),
    ...(axes.Y !== null && { yMm: axes.Y }),
    ...(axes.Z !== null && { zMm: axes.Z }),
  }
}

function lineRole({ from, to }: Motion, sinks: boolean): MoveRole {
  const upright = from.X === to.X && from.Y === to.Y
  if (sinks) return upright ? 'plunge' : 'ramp'
  return upright ? 'retract' : 'cut'
}

function pointOf({ X: xMm, Y: yMm, Z: zMm }: Motion['to']): Point3 | null {
  return xMm === null || yMm === null || zMm === null ? null : { xMm, yMm, zMm }
}

/** A feed motion as a move; null where the program has not yet said where an axis stands. */
function feedMove(motion: Motion): Move | null {
  const { from, to, arc } = motion
  const target = pointOf(to)
  if (target === null) return null
  const feedMmPerMin = motion.feedMmPerMin ?? USUAL_RAPID_MM_PER_MIN
  const sinks = from.Z !== null && target.zMm < from.Z
  if (arc?.plane === 'XY') {
    return {
      kind: 'arc',
      to: target,
      centre: { xMm: arc.path.centre.first, yMm: arc.path.centre.second },
      rotation: arc.clockwise ? 'clockwise' : 'counterclockwise',
      feedMmPerMin,
      role: sinks ? 'ramp' : 'cut',
    }
  }
  return { kind: 'line', to: target, feedMmPerMin, role: lineRole(motion, sinks) }
}

/**
 * The path a G-code text describes, read from the very text that is sent. What each motion is for is
 * told from its shape alone: straight down is a plunge, down along the way a ramp, the rest a cut.
 * Null when the text is no program.
 */
export function traceGcode(text: string, totalSeconds: number): Trace | null {
  const blocks = parseProgram(text)
  if (!blocks.ok) return null
  const moves = interpretProgram(blocks.value).events.flatMap((event): readonly Move[] => {
    if (event.kind === 'dwell') return [{ kind: 'dwell', seconds: event.seconds }]
    if (event.kind !== 'motion' || event.reference !== 'work') return []
    if (event.motion === 'rapid') return [{ kind: 'rapid', to: present(event.to) }]
    const move = feedMove(event)
    return move === null ? [] : [move]
  })
  return traceMoves(moves, { rapidMmPerMin: USUAL_RAPID_MM_PER_MIN, totalSeconds })
}
