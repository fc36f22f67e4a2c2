import { expect, test } from 'vitest'
import type { MigrationProgress } from '#core/migration/outcome.ts'
import { failure, success } from '#core/outcome/result.ts'
import { createTaskDesk } from '../../src-main/migration/task-desk.ts'
import type { MigrationTask } from '../../src-main/migration/task.ts'

const TASK = { taskId: 't', kind: 'report' } as Extract<MigrationTask, { kind: 'report' }>
const FULL_DISK = {
  kind: 'storage',
  message: 'The disk is full.',
  remedy: '',
  requestId: '',
} as const

function openDesk() {
  const told: MigrationProgress['state'][] = []
  const desk = createTaskDesk({
    runner: () => Promise.resolve({ state: 'finished', result: {} as never }),
    nowMs: () => 0,
    tell: ({ state }) => {
      told.push(state)
    },
  })
  return { desk, told }
}

test('a task is told as finished once its result is kept: whoever hears of it finds it', async () => {
  const { desk, told } = openDesk()
  const done = await desk.run(TASK, async () => {
    await new Promise(setImmediate)
    expect(told).toEqual(['running'])
    return success(null)
  })
  expect(done.ok).toBe(true)
  expect(told).toEqual(['running', 'finished'])
})

test('a result that cannot be kept is a failed task with its reason', async () => {
  const { desk, told } = openDesk()
  const done = await desk.run(TASK, () => Promise.resolve(failure(FULL_DISK)))
  expect(done).toMatchObject({ ok: false, error: FULL_DISK })
  expect(told).toEqual(['running', 'failed'])
  expect(desk.current()?.problem).toMatchObject(FULL_DISK)
})
