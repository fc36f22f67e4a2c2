import { describe, expect, test } from 'vitest'
import type { JobReport } from '#core/grbl/job/job-report.ts'
import type { StartGate } from '#core/grbl/job/start-gate.ts'
import {
  DISCONNECTED_SNAPSHOT,
  type JobProgress,
  type MachineSnapshot,
} from '#core/grbl/machine-snapshot.ts'
import {
  cutShare,
  gateDelayMs,
  gateKey,
  gateRows,
  pathProgress,
  startObstacle,
  timeError,
} from './job.view-model.ts'

const job: JobProgress = {
  sendId: 's',
  runId: 'r',
  programId: 'p',
  title: 'Ring',
  lineCount: 200,
  linesSent: 60,
  linesAcknowledged: 50,
  bytesTotal: 1000,
  bytesAcknowledged: 50,
  startedAtUtc: '2026-11-21T10:00:00.000Z',
  elapsedSeconds: 10,
  mode: 'cut',
  executing: { firstLine: 40, lastLine: 42, firstSourceLine: 44, lastSourceLine: 46, by: 'count' },
  estimatedSeconds: 100,
  refusedLineCount: 0,
  heldSeconds: 0,
  holdCount: 0,
  pause: null,
  resumedFromSourceLine: null,
  secondsLeft: 60,
  outcome: null,
  outcomeSentence: '',
}

test('progress is the line that is cut, not the line that is sent', () => {
  expect(cutShare(job)).toBe(0.2)
  expect(cutShare({ ...job, executing: null })).toBe(0)
  expect(cutShare({ ...job, executing: null, mode: 'check' })).toBe(0.25)
  expect(cutShare({ ...job, outcome: 'completed' })).toBe(1)
})

test('the picture shows what is done up to the first line that may still be cut', () => {
  expect(pathProgress(job, 0)).toEqual({ doneLine: 43, now: [44, 46], fromLine: 0 })
  expect(pathProgress({ ...job, outcome: 'stopped' }, 0)).toEqual({
    doneLine: 43,
    now: null,
    fromLine: 0,
  })
  expect(pathProgress({ ...job, resumedFromSourceLine: 30 }, 0).fromLine).toBe(30)
  expect(pathProgress({ ...job, mode: 'check' }, 0).doneLine).toBe(0)
  expect(pathProgress(null, 120)).toEqual({ doneLine: 0, now: null, fromLine: 120 })
})

describe('the start', () => {
  const row = (code: 'travel' | 'zeroAge' | 'state', verdict: 'ok' | 'warn' | 'blocked') => ({
    code,
    verdict,
    sentence: '',
    remedy: '',
  })
  const gate: StartGate = {
    runId: 'r',
    programId: 'p',
    mayStart: true,
    rows: [row('state', 'ok'), row('zeroAge', 'warn'), row('travel', 'blocked')],
    warnings: [],
    facts: {
      lineCount: 1,
      workBoundsMm: { x: null, y: null, z: null },
      machineBoundsMm: null,
      travelMm: null,
      estimatedSeconds: null,
      stops: [],
      zeroAgeMinutes: null,
    },
  }
  const ready: MachineSnapshot = { ...DISCONNECTED_SNAPSHOT, engineState: 'ready' }
  const all = { toolFitted: true, stockClamped: true, zeroSet: true }
  const right = { snapshot: ready, gate, checklist: all, warningsRead: false }

  test('wants a ready machine, an open gate and every tick', () => {
    expect(startObstacle(right)).toBeNull()
    expect(startObstacle({ ...right, snapshot: null })).not.toBeNull()
    expect(startObstacle({ ...right, snapshot: { ...ready, engineState: 'alarm' } })).not.toBeNull()
    expect(startObstacle({ ...right, gate: { ...gate, mayStart: false } })).not.toBeNull()
    for (const key of ['toolFitted', 'stockClamped', 'zeroSet'] as const) {
      expect(startObstacle({ ...right, checklist: { ...all, [key]: false } })).not.toBeNull()
    }
  })

  test('a gate that nobody has answered is not open', () => {
    expect(startObstacle({ ...right, gate: null })).not.toBeNull()
  })

  test('a warning wants to be read', () => {
    const warned = { ...right, gate: { ...gate, warnings: ['zeroAge' as const] } }
    expect(startObstacle(warned)).not.toBeNull()
    expect(startObstacle({ ...warned, warningsRead: true })).toBeNull()
  })

  test('shows what is in the way first', () => {
    expect(gateRows(gate).map(({ verdict }) => verdict)).toEqual(['blocked', 'warn', 'ok'])
  })

  test('is asked again when a pin, the state or an override changes, not when the position does', () => {
    const position = { xMm: 1, yMm: 2, zMm: 3 }
    expect(gateKey({ ...ready, workPosition: position })).toBe(gateKey(ready))
    expect(gateKey({ ...ready, activePins: 'P' })).not.toBe(gateKey(ready))
    expect(gateKey({ ...ready, engineState: 'alarm' })).not.toBe(gateKey(ready))
  })
})

test('the gate of a program that was just chosen is asked at once, and not at every snapshot later', () => {
  expect(gateDelayMs('idle')).toBe(0)
  for (const state of ['loading', 'ready', 'failed'] as const) {
    // snapshots come every 50 ms
    expect(gateDelayMs(state)).toBeGreaterThan(2 * 50)
  }
})

test('the estimate is judged without the time the job was held, and only when it was cut to its end', () => {
  const report = {
    outcome: 'completed',
    elapsedSeconds: 130,
    heldSeconds: 20,
    estimatedSeconds: 100,
  } as JobReport
  expect(timeError(report)).toBeCloseTo(0.1, 10)
  expect(timeError({ ...report, outcome: 'stopped' })).toBeNull()
  expect(timeError({ ...report, estimatedSeconds: null })).toBeNull()
})
