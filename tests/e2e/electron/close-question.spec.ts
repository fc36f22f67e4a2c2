import type { ElectronApplication } from '@playwright/test'
import { exitCodeOf, expect, readyPage, test } from './desktop.ts'
import { engineState, sendOutcomes, startJob } from './job.ts'

interface Asked {
  readonly message: string
  readonly buttons: readonly string[]
  readonly defaultId: number
  readonly cancelId: number
}

/** Answers every question with the given button, and notes what was asked. */
async function answerWith(app: ElectronApplication, response: number): Promise<void> {
  await app.evaluate(({ dialog }, button) => {
    const asked: unknown[] = []
    Object.assign(globalThis, { asked })
    dialog.showMessageBox = (...args: unknown[]) => {
      asked.push(args.at(-1))
      return Promise.resolve({ response: button, checkboxChecked: false })
    }
  }, response)
}

function questions(app: ElectronApplication): Promise<Asked[]> {
  return app.evaluate(() => (globalThis as unknown as { asked: Asked[] }).asked)
}

async function closeWindow(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close()
  })
}

test('while a job streams the window asks before it closes, and stays by default', async ({
  app,
  page,
}) => {
  await answerWith(app, 0)
  await startJob(page)
  await closeWindow(app)
  await expect.poll(() => questions(app)).toHaveLength(1)
  const [question] = await questions(app)
  expect(question?.buttons[question.defaultId]).toBe('Keep RMOS open')
  expect(question?.buttons[question.cancelId]).toBe('Keep RMOS open')
  expect(await engineState(page)).toBe('streaming')
  // Quit asks too.
  await app.evaluate(({ app: electronApp }) => {
    electronApp.quit()
  })
  await expect.poll(() => questions(app)).toHaveLength(2)
  expect(await engineState(page)).toBe('streaming')
  await answerWith(app, 1)
})

test('agreeing stops the job, logs it as stopped and ends the app with 0', async ({
  launch,
  dataDir,
}) => {
  const app = await launch(dataDir)
  const page = await readyPage(app)
  await answerWith(app, 1)
  const { runId } = await startJob(page)
  const exitCode = exitCodeOf(app.process())
  await closeWindow(app)
  expect(await exitCode).toBe(0)
  const again = await launch(dataDir)
  expect(await sendOutcomes(await readyPage(again), runId)).toEqual(['stopped'])
  await again.close()
})

test('the computer is kept awake while a job streams, and only then', async ({ app, page }) => {
  await answerWith(app, 1)
  await app.evaluate(({ powerSaveBlocker }) => {
    const held = new Set<number>()
    Object.assign(globalThis, { held })
    const start = powerSaveBlocker.start.bind(powerSaveBlocker)
    const stop = powerSaveBlocker.stop.bind(powerSaveBlocker)
    powerSaveBlocker.start = (type) => {
      const id = start(type)
      held.add(id)
      return id
    }
    powerSaveBlocker.stop = (id) => {
      held.delete(id)
      return stop(id)
    }
  })
  const heldCount = () =>
    app.evaluate(() => (globalThis as unknown as { held: Set<number> }).held.size)
  expect(await heldCount()).toBe(0)
  await startJob(page)
  await expect.poll(heldCount).toBe(1)
  await page.evaluate("rmosBridge.invoke('machine.stop', {})")
  await expect.poll(heldCount).toBe(0)
})
