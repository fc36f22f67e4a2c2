import type { Motion } from '../machine-event.ts'
import { DrilledHole } from '../drilled-hole.ts'
import { placeOf, type PlainStep } from '../plain-course.ts'
import { axesNamed } from '../plain-move.ts'
import { wordValue } from '../words.ts'
import { IN_WOOD_Z_MM, type Report, type Watch, type WatchedBlock } from './watch.ts'

/**
 * Watches where the tool is when it rapids: never down into the wood but down a hole just drilled, never
 * sideways through it.
 */
export class HeightWatch implements Watch {
  private readonly report: Report
  private zStated = false
  private startReported = false
  private readonly hole = new DrilledHole()

  constructor(report: Report) {
    this.report = report
  }

  take({ block, events }: WatchedBlock): void {
    for (const event of events) {
      if (event.kind !== 'motion') continue
      if (!this.zStated) this.start(event, wordValue(block, 'Z'))
      if (event.motion === 'rapid' && event.reference === 'work') this.rapid(event)
      this.hole.take(event)
    }
  }

  step(step: PlainStep): void {
    if (!this.zStated) {
      const { line, axes, zWord } = step
      const named = { line, axes: axesNamed(axes), reference: 'work' } as const
      this.start(named, Number.isNaN(zWord) ? undefined : zWord)
    }
    if (step.isRapid) this.rapid(motionOf(step))
    this.hole.step(step)
  }

  /** Nobody knows where the tool stands: the first motion has to raise it. */
  private start(
    { line, axes, reference }: Pick<Motion, 'line' | 'axes' | 'reference'>,
    zWord: number | undefined,
  ): void {
    const sideways = axes !== 'Z' && reference === 'work' && /[XY]/.test(axes)
    if (sideways && !this.startReported) {
      this.startReported = true
      const sentence = `moves along ${axes} before Z has been raised by a motion of its own`
      this.report([line, 'unsafe', 'first-motion-not-up', sentence])
    }
    if (!axes.includes('Z')) return
    this.zStated = true
    if (reference !== 'work' || zWord === undefined || zWord >= 0) return
    const sentence = `the first Z motion goes down (Z${String(zWord)}), before anything has raised the tool`
    this.report([line, 'unsafe', 'first-z-down', sentence])
  }

  private rapid({ line, axes, from, to }: Pick<Motion, 'line' | 'axes' | 'from' | 'to'>): void {
    if (to.Z === null) return
    const fromZ = from.Z ?? Number.POSITIVE_INFINITY
    if (this.hole.isOpenTo(to) && axes === 'Z') return
    if (axes.includes('Z') && to.Z < IN_WOOD_Z_MM && to.Z < fromZ) {
      this.report([
        line,
        'unsafe',
        'rapid-plunge',
        `rapid down to Z ${to.Z.toFixed(3)}, into the wood`,
      ])
    } else if (/[XY]/.test(axes) && Math.min(fromZ, to.Z) < IN_WOOD_Z_MM) {
      const zMm = Math.min(fromZ, to.Z)
      const sentence = `rapid sideways at Z ${zMm.toFixed(3)}, below the top surface`
      this.report([line, 'unsafe', 'rapid-through-wood', sentence])
    }
  }
}

/** A plain rapid as the watch takes it. */
function motionOf({ line, axes, fromMm, toMm }: PlainStep) {
  return { line, axes: axesNamed(axes), from: placeOf(fromMm), to: placeOf(toMm) }
}
