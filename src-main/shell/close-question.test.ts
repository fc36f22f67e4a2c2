import { describe, expect, test } from 'vitest'
import {
  DISCONNECTED_SNAPSHOT,
  type EngineState,
  type JobProgress,
} from '#core/grbl/machine-snapshot.ts'
import { closeQuestion } from './close-question.ts'

const job: JobProgress = {
  sendId: 's',
  runId: 'r',
  programId: 'p',
  title: 'Ring channels',
  lineCount: 2000,
  linesSent: 130,
  linesAcknowledged: 120,
  mode: 'cut',
  executing: null,
  estimatedSeconds: null,
  refusedLineCount: 0,
  heldSeconds: 0,
  holdCount: 0,
  pause: null,
  resumedFromSourceLine: null,
  bytesTotal: 40_000,
  bytesAcknowledged: 2400,
  startedAtUtc: '2026-11-21T06:00:00.000Z',
  elapsedSeconds: 12,
  secondsLeft: 180,
  outcome: null,
  outcomeSentence: '',
}
const inState = (engineState: EngineState) => ({ ...DISCONNECTED_SNAPSHOT, engineState, job })

describe('closing RMOS', () => {
  test.each<EngineState>(['streaming', 'draining', 'holding', 'held', 'aborting', 'resetWait'])(
    'asks while the engine is %s, and says where the job is',
    (state) => {
      expect(closeQuestion(inState(state))?.detail).toContain(
        '“Ring channels” is at line 120 of 2000',
      )
    },
  )

  test.each<EngineState>(['disconnected', 'probing', 'ready', 'alarm', 'fault'])(
    'asks nothing while the engine is %s',
    (state) => {
      expect(closeQuestion(inState(state))).toBeNull()
    },
  )

  test('asks also when the machine moves without a job', () => {
    const question = closeQuestion({ ...inState('aborting'), job: null })
    expect(question?.detail).toContain('The machine is not at rest.')
  })
})
