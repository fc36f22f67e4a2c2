import { join, resolve } from 'node:path'
import { mainJob } from '../main-job.ts'
import { test } from './bench-view.ts'

// Set to docs/screens to renew the pictures of the documentation.
const KEPT_SCREENS = process.env['RMOS_SCREENS_DIR']

test('a luthier takes the shipped mosaic from the plan to a run in the list', async ({
  bench,
}, info) => {
  test.slow()
  const folder = KEPT_SCREENS === undefined ? info.outputDir : resolve(KEPT_SCREENS)
  await mainJob(bench.page, async (name) => {
    await bench.page.screenshot({ path: join(folder, `${name}.png`) })
  })
})
