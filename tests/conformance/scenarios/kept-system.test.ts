import { expect, test } from 'vitest'
import { onStage, untilReady } from '../stage.ts'

test('scenario 10: the work system that was in force is in force again after the abort', () =>
  onStage({}, async (stage) => {
    stage.start('G21 G91 G55\nG1 X20 F900\n')
    await stage.until(() => stage.snapshot().controllerState === 'Run')
    await stage.run(500)
    stage.command({ name: 'stop' })
    await untilReady(stage)
    await stage.run(1500)
    expect(stage.snapshot().manual.modal?.system).toBe('G55')
  }))
