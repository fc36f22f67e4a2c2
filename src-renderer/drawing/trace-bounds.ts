import { pointOn, type Trace } from './toolpath-trace.ts'
import type { BoundsMm } from './view.ts'

/** What some toolpaths together cover, mm, with room for the tool; a bench of 100 mm when there is none. */
export function traceBounds(traces: readonly Trace[]): BoundsMm {
  const points = traces.flatMap((trace) =>
    trace.stretches.flatMap((stretch) =>
      stretch.arc === null
        ? [stretch.from, stretch.to]
        : [0, 0.25, 0.5, 0.75, 1].map((share) => pointOn(stretch, share)),
    ),
  )
  if (points.length === 0) return { minXMm: -50, minYMm: -50, maxXMm: 50, maxYMm: 50 }
  const room = 3
  const xs = points.map((point) => point.xMm)
  const ys = points.map((point) => point.yMm)
  return {
    minXMm: min(xs) - room,
    minYMm: min(ys) - room,
    maxXMm: max(xs) + room,
    maxYMm: max(ys) + room,
  }
}

// Spreading a long list into Math.min overflows the stack; a program has tens of thousands of points.
function min(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity)
}
function max(values: readonly number[]): number {
  return values.reduce((greatest, value) => Math.max(greatest, value), -Infinity)
}
