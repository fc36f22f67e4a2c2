import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'

/** What can be overridden. */
export type OverrideName = 'feed' | 'rapid' | 'spindle'

/** Where an override stands, and where it is on its way to; both in percent. */
export interface OverrideView {
  readonly actual: number
  readonly target: number
}

/** Actual and target of each override; null while the controller has told none. */
export function overrideViews(
  snapshot: MachineSnapshot | null,
): Readonly<Record<OverrideName, OverrideView>> | null {
  const actual = snapshot?.overridesPercent ?? null
  if (snapshot === null || actual === null) return null
  const still = {
    feedPercent: actual.feed,
    rapidPercent: actual.rapid,
    spindlePercent: actual.spindle,
  }
  const target = snapshot.manual.overrideTargets ?? still
  return {
    feed: { actual: actual.feed, target: target.feedPercent },
    rapid: { actual: actual.rapid, target: target.rapidPercent },
    spindle: { actual: actual.spindle, target: target.spindlePercent },
  }
}

/** The nearest of the three rapids there are. */
export function nearestRapid(percent: number): 100 | 50 | 25 {
  if (percent >= 75) return 100
  return percent >= 38 ? 50 : 25
}

/** A percentage inside what the controller takes. */
export function insideRange(percent: number): number {
  return Math.max(10, Math.min(200, Math.round(percent)))
}
