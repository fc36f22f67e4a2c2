import { describe, expect, test } from 'vitest'
import { DISCONNECTED_SNAPSHOT, type MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import {
  allowedCommands,
  grownTrail,
  nextLocked,
  offeredPrograms,
  positionText,
  startObstacle,
  trailPath,
  wantedRun,
} from './machine.view-model.ts'

const job = {
  sendId: 's1',
  runId: 'r',
  programId: 'p',
  title: 'Ring',
  lineCount: 100,
  linesSent: 10,
  linesAcknowledged: 5,
  mode: 'cut' as const,
  executing: null,
  estimatedSeconds: null,
  heldSeconds: 0,
  holdCount: 0,
  pause: null,
  resumedFromSourceLine: null,
  bytesTotal: 1000,
  bytesAcknowledged: 50,
  startedAtUtc: '2026-11-21T10:00:00.000Z',
  elapsedSeconds: 1,
  secondsLeft: 9,
  outcome: null,
  outcomeSentence: '',
}
const at = (xMm: number, yMm: number, sendId = 's1', zMm = -1): MachineSnapshot => ({
  ...DISCONNECTED_SNAPSHOT,
  engineState: 'streaming',
  workPosition: { xMm, yMm, zMm },
  job: { ...job, sendId },
})

describe('the trail of the tool', () => {
  test('grows while the tool moves and not while it stands', () => {
    let trail = grownTrail(null, at(0, 0))
    trail = grownTrail(trail, at(1, 0))
    const before = trail
    trail = grownTrail(trail, at(1, 0))
    expect(trail).toBe(before)
    expect(trail?.points).toEqual([
      { xMm: 0, yMm: 0, lifted: false },
      { xMm: 1, yMm: 0, lifted: false },
    ])
  })

  test('is drawn only where the tool was in the wood', () => {
    let trail = grownTrail(null, at(0, 0, 's1', 5))
    trail = grownTrail(trail, at(10, 0, 's1', 5))
    trail = grownTrail(trail, at(10, 1))
    trail = grownTrail(trail, at(10, 2))
    expect(trailPath(trail)).toBe('M0.000 0.000M10.000 0.000M10.000 1.000L10.000 2.000')
  })

  test('starts anew with another send', () => {
    const trail = grownTrail(grownTrail(null, at(0, 0)), at(5, 5, 's2'))
    expect(trail).toEqual({ sendId: 's2', points: [{ xMm: 5, yMm: 5, lifted: false }] })
  })
})

describe('what may be done', () => {
  test('stop means something in every state but without a machine', () => {
    for (const engineState of [
      'ready',
      'streaming',
      'held',
      'alarm',
      'fault',
      'aborting',
    ] as const) {
      expect(allowedCommands({ ...DISCONNECTED_SNAPSHOT, engineState }).stop).toBe(true)
    }
    expect(allowedCommands(DISCONNECTED_SNAPSHOT).stop).toBe(false)
    expect(allowedCommands(null).stop).toBe(false)
  })

  test('a start needs a ready machine and every tick', () => {
    const ready: MachineSnapshot = { ...DISCONNECTED_SNAPSHOT, engineState: 'ready' }
    const all = { toolFitted: true, stockClamped: true, zeroSet: true }
    expect(startObstacle({ snapshot: ready, checklist: all })).toBeNull()
    expect(startObstacle({ snapshot: null, checklist: all })).not.toBeNull()
    expect(
      startObstacle({ snapshot: { ...ready, engineState: 'alarm' }, checklist: all }),
    ).not.toBeNull()
    for (const key of ['toolFitted', 'stockClamped', 'zeroSet'] as const) {
      expect(startObstacle({ snapshot: ready, checklist: { ...all, [key]: false } })).not.toBeNull()
    }
  })

  test('an unknown position is never shown as a number', () => {
    expect(positionText(undefined, 'mm')).toBe('–')
    expect(positionText(12.004, 'mm')).toBe('12.004')
    expect(positionText(25.4, 'inch')).toBe('1.0000')
  })
})

test('a locked program says which hand work unlocks it, one stage at a time', () => {
  const program = (program_id: string, stage: string) => ({ program_id, stage })
  const run = {
    artifact: {
      outputs: {
        programs: [
          program('1', 'inlay-channels'),
          program('2', 'line-channels'),
          program('3', 'soundhole'),
        ],
      },
    },
    locks: [
      { programId: '2', reason: 'first glue' },
      { programId: '3', reason: 'first scrape' },
    ],
  } as never
  const offered = offeredPrograms(run)
  expect(offered.map(({ unlockedBy }) => unlockedBy)).toEqual([
    null,
    'inlay-channels',
    'line-channels',
  ])
  expect(nextLocked(offered)?.program.program_id).toBe('2')
})

test('a run that is set up stays, else the newest of the open plan is taken', () => {
  const runs = [
    { runId: 'new', planId: 'other' },
    { runId: 'mine', planId: 'mosaic' },
  ] as never
  expect(wantedRun(runs, 'new', 'mosaic')).toBe('new')
  expect(wantedRun(runs, null, 'mosaic')).toBe('mine')
  expect(wantedRun(runs, 'gone', null)).toBe('new')
  expect(wantedRun(runs, null, 'third')).toBeNull()
  expect(wantedRun([], null, null)).toBeNull()
})
