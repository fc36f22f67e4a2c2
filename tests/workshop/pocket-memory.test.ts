import { expect, onTestFinished, test, vi } from 'vitest'
import { createCamDesk } from '../../src-main/cam/cam-desk.ts'
import { camModulePath } from '../../src-main/cam/cam-module.ts'
import { MEMORY_FLAGS } from '../../src-main/cam/memory-limit.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import { guitarContext } from '../cam/cancelled-jobs.ts'

vi.setConfig({ testTimeout: 240_000 })

test('a guitar’s body is planned as a pocket for a bit of 6 mm in the memory a job may have', async () => {
  const desk = createCamDesk({
    spawn: forkEngine(camModulePath(), MEMORY_FLAGS),
    nowMs: () => performance.now(),
    tell: () => undefined,
  })
  onTestFinished(() => {
    desk.close()
  })
  const planned = await desk.run('toolpath.preview', guitarContext(6), 'guitar')
  // more than 500 MB at any step would be a problem here
  expect(planned.ok ? 'planned' : planned.error.message).toBe('planned')
})
