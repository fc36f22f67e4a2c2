import type { RiskLevel } from './finding.ts'

/** A grade with how far inside its limit the value is, 0 to 1. */
export interface Graded {
  readonly grade: RiskLevel
  readonly margin: number
}

function share(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole))
}

/** Grades a value that should be large: GREEN from `greenFrom`, YELLOW from `yellowFrom`, else RED. */
export function gradeAtLeast(value: number, greenFrom: number, yellowFrom: number): Graded {
  if (value >= greenFrom) return { grade: 'GREEN', margin: share(value - greenFrom, greenFrom) }
  if (value >= yellowFrom) {
    return { grade: 'YELLOW', margin: share(value - yellowFrom, greenFrom - yellowFrom) }
  }
  return { grade: 'RED', margin: 0 }
}

/** Grades a value that should be small: GREEN up to `greenTo`, YELLOW up to `yellowTo`, else RED. */
export function gradeAtMost(value: number, greenTo: number, yellowTo: number): Graded {
  if (value <= greenTo) return { grade: 'GREEN', margin: share(greenTo - value, greenTo) }
  if (value <= yellowTo) {
    return { grade: 'YELLOW', margin: share(yellowTo - value, yellowTo - greenTo) }
  }
  return { grade: 'RED', margin: 0 }
}

/** A window with YELLOW shoulders on both sides. */
export interface GradeWindow {
  readonly redBelow: number
  readonly greenFrom: number
  readonly greenTo: number
  readonly redAbove: number
}

/** Grades a value that should lie in a window; the margin is the distance to the nearer edge. */
export function gradeWithin(value: number, window: GradeWindow): Graded {
  const { redBelow, greenFrom, greenTo, redAbove } = window
  if (value < redBelow || value > redAbove) return { grade: 'RED', margin: 0 }
  if (value < greenFrom) {
    return { grade: 'YELLOW', margin: share(value - redBelow, greenFrom - redBelow) }
  }
  if (value > greenTo)
    return { grade: 'YELLOW', margin: share(redAbove - value, redAbove - greenTo) }
  const halfWidth = (greenTo - greenFrom) / 2
  return {
    grade: 'GREEN',
    margin: share(Math.min(value - greenFrom, greenTo - value), halfWidth),
  }
}

/** Millimetres for a sentence: three decimals without trailing zeros, e.g. `1.85 mm`. */
export function mmText(valueMm: number): string {
  return `${String(Number(valueMm.toFixed(3)))} mm`
}

/** A share as a percentage for a sentence, e.g. `3 %`. */
export function percentText(ratio: number): string {
  return `${String(Number((ratio * 100).toFixed(2)))} %`
}
