import type { Point2, Point3 } from '../geometry/point.ts'
import type {
  CommentMove,
  DrillMove,
  DwellMove,
  Move,
  PauseMove,
  RapidMove,
  SpindleMove,
  ToolMove,
  ToolpathProgram,
} from '../toolpath/move.ts'
import type { PostProblem } from './post-problem.ts'

/** What of a machine the order of a program depends on. */
export interface SpindleLimits {
  readonly minRpm: number
  readonly maxRpm: number
  readonly spinUpSeconds: number
}

type StandingMove = CommentMove | SpindleMove | DwellMove | PauseMove | ToolMove

/** Walks a program's moves and stops at the first breach of safe order. */
class OrderWalk {
  private zMm: number | null = null
  /** Where the tool stands from above; null while nobody has said. */
  private at: Point2 | null = null
  /** How deep it has fed straight down there: so far a rapid meets no wood. Null where it has not. */
  private drilledToZMm: number | null = null
  private spinning = false
  private spunUpSeconds = 0
  private readonly spindle: SpindleLimits

  constructor(spindle: SpindleLimits) {
    this.spindle = spindle
  }

  /** The rule a move breaks, or null. */
  take(move: Move): string | null {
    if (!('feedMmPerMin' in move) && move.kind !== 'rapid') return this.standing(move)
    switch (move.kind) {
      case 'rapid':
        return this.rapid(move)
      case 'line':
        this.feed(move.to)
        return this.cut(move.to.zMm)
      case 'arc':
      case 'plane-arc':
        this.leave(move.to)
        return this.cut(move.to.zMm)
      case 'drill':
        this.leave(move.at)
        return this.drill(move)
    }
  }

  private standing(move: StandingMove): string | null {
    if (move.kind === 'comment') return null
    if (move.kind === 'tool') return this.handsOn('the tool is changed')
    if (move.kind === 'pause') return this.handsOn('the program waits')
    if (move.kind === 'spindle') {
      return move.state === 'on' ? this.spindleOn(move.speedRpm) : this.spindleOff()
    }
    if (!(move.seconds > 0)) return `a dwell of ${String(move.seconds)} s is none`
    this.spunUpSeconds += move.seconds
    return null
  }

  private spindleOn(speedRpm: number): string | null {
    const { minRpm, maxRpm } = this.spindle
    if (speedRpm < minRpm || speedRpm > maxRpm) {
      return `spindle speed ${String(speedRpm)} rpm is outside ${String(minRpm)} to ${String(maxRpm)} rpm`
    }
    if (!(speedRpm > 0)) return 'the spindle is started with speed 0'
    if (this.zMm === null) return 'the spindle starts before the tool has been raised'
    if (!this.spinning) this.spunUpSeconds = 0
    this.spinning = true
    return null
  }

  private spindleOff(): string | null {
    this.spinning = false
    return this.zMm !== null && this.zMm > 0
      ? null
      : `the spindle stops at Z ${String(this.zMm)}, before the tool is raised`
  }

  private firstMotion({ to }: RapidMove): string | null {
    const alone = to.xMm === undefined && to.yMm === undefined
    if (!alone || to.zMm === undefined || to.zMm <= 0) {
      return 'the first motion must be Z alone, up above the top surface'
    }
    this.zMm = to.zMm
    return null
  }

  /** A motion that is not straight up or down leaves the hole. */
  private leave(to: { readonly xMm?: number; readonly yMm?: number }): void {
    this.drilledToZMm = null
    const { xMm = this.at?.xMm, yMm = this.at?.yMm } = to
    this.at = xMm === undefined || yMm === undefined ? null : { xMm, yMm }
  }

  /** A straight feed: straight down it makes a hole, as deep as it goes. */
  private feed({ xMm, yMm, zMm }: Point3): void {
    const isStraight = this.at?.xMm === xMm && this.at.yMm === yMm
    if (!isStraight) this.leave({ xMm, yMm })
    else this.drilledToZMm = Math.min(this.drilledToZMm ?? zMm, zMm)
  }

  /** Below the top, and not in the hole that is being drilled. */
  private isWoodAt(zMm: number): boolean {
    return zMm < 0 && (this.drilledToZMm === null || zMm < this.drilledToZMm)
  }

  private rapid(move: RapidMove): string | null {
    const fromZMm = this.zMm
    if (fromZMm === null) return this.firstMotion(move)
    const { xMm, yMm, zMm: toZMm = fromZMm } = move.to
    this.zMm = toZMm
    const sideways = xMm !== undefined || yMm !== undefined
    if (sideways) this.leave(move.to)
    if (toZMm < fromZMm && this.isWoodAt(toZMm)) return `rapid down to Z ${String(toZMm)}`
    const below = Math.max(fromZMm, toZMm) < 0
    return sideways && below ? `rapid sideways at Z ${String(fromZMm)}` : null
  }

  private cut(zMm: number): string | null {
    const { spinUpSeconds } = this.spindle
    if (!this.spinning) return 'feed motion with the spindle off'
    if (this.spunUpSeconds < spinUpSeconds) {
      return `feed motion ${String(this.spunUpSeconds)} s after the spindle started, it needs ${String(spinUpSeconds)} s`
    }
    this.zMm = zMm
    return null
  }

  private drill(move: DrillMove): string | null {
    const { clearZMm, bottomZMm, peckMm } = move
    if (this.zMm === null || this.zMm < clearZMm) return 'a hole starts below its clear height'
    if (!(clearZMm > 0)) return `the clear height of a hole is Z ${String(clearZMm)}, in the work`
    if (!(bottomZMm < clearZMm)) return 'a hole ends above its clear height'
    if (peckMm !== null && !(peckMm > 0)) return `a peck of ${String(peckMm)} mm is none`
    return this.cut(bottomZMm) ?? this.cut(clearZMm)
  }

  private handsOn(what: string): string | null {
    if (this.spinning) return `${what} with the spindle on`
    this.spunUpSeconds = 0
    if (this.zMm !== null && this.zMm <= 0) return `${what} down in the work`
    // another tool has another length, and a person may have jogged: where its tip is has to be stated again
    this.zMm = null
    this.leave({})
    this.at = null
    return null
  }

  /** The rule the end of the program breaks, or null. */
  end(): string | null {
    if (this.zMm === null) return 'nothing moves'
    return this.spinning ? 'the spindle is still on at the end' : null
  }
}

/**
 * The first breach of the order every program keeps: Z up first, spindle up to speed before any feed
 * motion, no rapid below the top surface but straight up, retract before the spindle stops, spindle
 * off at the end. Null when there is none.
 */
export function orderProblem(program: ToolpathProgram, spindle: SpindleLimits): PostProblem | null {
  const walk = new OrderWalk(spindle)
  for (const [moveIndex, move] of program.moves.entries()) {
    const rule = walk.take(move)
    if (rule !== null) return { kind: 'unsafe', moveIndex, rule }
  }
  const rule = walk.end()
  return rule === null ? null : { kind: 'unsafe', moveIndex: -1, rule }
}
