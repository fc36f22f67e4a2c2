import { expect, test } from 'vitest'
import { DISCONNECTED_SNAPSHOT } from '#core/grbl/machine-snapshot.ts'
import { NOTHING_MANUAL } from '#core/grbl/manual/manual-snapshot.ts'
import { insideRange, nearestRapid, overrideViews } from './override.view-model.ts'

test('an override shows where it is and where it is going', () => {
  const snapshot = {
    ...DISCONNECTED_SNAPSHOT,
    overridesPercent: { feed: 110, rapid: 100, spindle: 100 },
    manual: {
      ...NOTHING_MANUAL,
      overrideTargets: { feedPercent: 150, rapidPercent: 50, spindlePercent: 100 },
    },
  }
  expect(overrideViews(snapshot)?.feed).toEqual({ actual: 110, target: 150 })
  expect(overrideViews(snapshot)?.rapid).toEqual({ actual: 100, target: 50 })
  expect(overrideViews(DISCONNECTED_SNAPSHOT)).toBeNull()
})

test('nothing beyond what the controller takes is asked for', () => {
  expect([5, 10, 137.4, 500].map(insideRange)).toEqual([10, 10, 137, 200])
  expect([100, 80, 60, 40, 30].map(nearestRapid)).toEqual([100, 100, 50, 50, 25])
})
