import { mainJob } from '../main-job.ts'
import { test } from './desktop.ts'

test('a luthier takes the shipped mosaic from the plan to a run in the list', async ({ page }) => {
  test.slow()
  await mainJob(page)
})
