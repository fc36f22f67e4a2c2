import type { Machine } from '../library/machine.schema.ts'
import type { Move, ToolpathProgram } from '../toolpath/move.ts'

/** A machine any post can be tried on. */
export const SAMPLE_MACHINE: Machine = {
  id: 'sample',
  name: 'Sample machine',
  controller: 'grbl-1.1',
  postId: 'grbl',
  travelMm: { x: 400, y: 400, z: 100 },
  maxRateMmPerMin: { x: 5000, y: 5000, z: 1500 },
  accelerationMmPerS2: { x: 400, y: 400, z: 200 },
  junctionDeviationMm: 0.01,
  arcToleranceMm: 0.002,
  spindle: { minRpm: 1000, maxRpm: 24_000, spinUpSeconds: 3 },
  backlashMm: null,
  source: 'sample',
}

const how = { feedMmPerMin: 1200, role: 'cut' } as const
const centre = { xMm: 0, yMm: 0 }
const at = (xMm: number, yMm: number, zMm: number) => ({ xMm, yMm, zMm })

const MOVES: readonly Move[] = [
  { kind: 'rapid', to: { zMm: 5 } },
  { kind: 'spindle', state: 'on', speedRpm: 18_000 },
  { kind: 'dwell', seconds: 3 },
  { kind: 'comment', text: 'A channel: a helix down, and once round' },
  { kind: 'rapid', to: { xMm: 45, yMm: 0 } },
  { kind: 'line', to: at(45, 0, 0), feedMmPerMin: 300, role: 'plunge' },
  { kind: 'arc', to: at(-45, 0, -0.4), centre, rotation: 'counterclockwise', ...how },
  { kind: 'arc', to: at(45, 0, -0.8), centre, rotation: 'counterclockwise', ...how },
  { kind: 'arc', to: at(45, 0, -0.8), centre, rotation: 'counterclockwise', ...how },
  { kind: 'line', to: at(46.0625, 0, -0.8), ...how, feedMmPerMin: 800 },
  { kind: 'rapid', to: { zMm: 5 } },
  { kind: 'comment', text: 'Two holes, the second in pecks' },
  {
    kind: 'drill',
    at: { xMm: 60, yMm: 20 },
    clearZMm: 2,
    bottomZMm: -3,
    peckMm: null,
    dwellSeconds: 0,
    feedMmPerMin: 120,
  },
  {
    kind: 'drill',
    at: { xMm: 60, yMm: -20 },
    clearZMm: 2,
    bottomZMm: -6,
    peckMm: 2.5,
    dwellSeconds: 0,
    feedMmPerMin: 120,
  },
  { kind: 'comment', text: 'An arc on edge' },
  { kind: 'rapid', to: { zMm: 5 } },
  { kind: 'rapid', to: { xMm: 0, yMm: 0 } },
  { kind: 'line', to: at(0, 0, 0), feedMmPerMin: 300, role: 'plunge' },
  {
    kind: 'plane-arc',
    plane: 'ZX',
    to: at(3, 0, 0),
    centre: at(1.5, 0, 2),
    rotation: 'clockwise',
    ...how,
  },
  { kind: 'rapid', to: { zMm: 5 } },
  { kind: 'spindle', state: 'off', speedRpm: 0 },
]

/** A small program with something of every kind, to try a post with when no plan is open. */
export const SAMPLE_PROGRAM: ToolpathProgram = {
  id: '1-sample',
  stage: 'inlay-channels',
  title: 'Sample',
  toolId: 'sample',
  moves: MOVES,
}
