import { describe, expect, test } from 'vitest'
import { DISCONNECTED_SNAPSHOT, type MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { NOTHING_MANUAL } from '#core/grbl/manual/manual-snapshot.ts'
import {
  allowedCommands,
  mayWorkByHand,
  nextLocked,
  firstOpenProgram,
  foreignPosts,
  offeredPrograms,
  positionText,
  wantedRun,
} from './machine.view-model.ts'

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

  test('a hand may work on a machine that stands ready or waits for a tool, and on no other', () => {
    const at = (engineState: MachineSnapshot['engineState']) => ({
      ...DISCONNECTED_SNAPSHOT,
      engineState,
    })
    expect(mayWorkByHand(at('ready'))).toBe(true)
    expect(mayWorkByHand(at('toolChange'))).toBe(true)
    for (const state of ['streaming', 'held', 'alarm', 'fault', 'disconnected'] as const) {
      expect(mayWorkByHand(at(state))).toBe(false)
    }
    const homing = { ...at('ready'), manual: { ...NOTHING_MANUAL, homingSeconds: 2 } }
    expect(mayWorkByHand(homing)).toBe(false)
    expect(mayWorkByHand(null)).toBe(false)
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
  const offered = offeredPrograms(run, new Map())
  expect(offered.map(({ unlockedBy }) => unlockedBy)).toEqual([
    null,
    'inlay-channels',
    'line-channels',
  ])
  expect(nextLocked(offered)?.program.program_id).toBe('2')
})

test('a program posted for another controller is named and never the one to begin with', () => {
  const foreign = foreignPosts([
    { profile: { id: 'grbl', name: 'GRBL', controller: 'grbl-1.1' } },
    { profile: { id: 'hal', name: 'grblHAL', controller: 'grblhal' } },
    { profile: { id: 'any', name: 'Any', controller: 'generic' } },
    { profile: { id: 'cnc', name: 'LinuxCNC', controller: 'linuxcnc' } },
  ])
  expect([...foreign]).toEqual([['cnc', 'LinuxCNC']])
  const program = (id: string, post: string) => ({
    program_id: id,
    stage: 'soundhole',
    post_id: post,
  })
  const programs = [program('1', 'cnc'), program('2', 'grbl'), program('3', 'external')]
  const run = { artifact: { outputs: { programs } }, locks: [] } as never
  expect(offeredPrograms(run, foreign).map(({ foreignTo }) => foreignTo)).toEqual([
    'LinuxCNC',
    null,
    null,
  ])
  expect(firstOpenProgram(run, foreign)).toBe('2')
  const onlyForeign = {
    artifact: { outputs: { programs: [program('1', 'cnc')] } },
    locks: [],
  } as never
  expect(firstOpenProgram(onlyForeign, foreign)).toBeNull()
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
