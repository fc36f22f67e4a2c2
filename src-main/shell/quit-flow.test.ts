import { describe, expect, test } from 'vitest'
import { createQuitFlow } from './quit-flow.ts'

const QUESTION = { message: 'A job is running.', detail: '' }

/** A flow around a window and an app that behave as Electron's: quit closes the window first. */
function desktop(options: { readonly jobRuns: boolean; readonly closes?: () => Promise<void> }) {
  const events: string[] = []
  let answer: (close: boolean) => void = () => undefined
  const closing = () => {
    const before = events.length
    flow.windowClosing({ preventDefault: () => events.push('window stays') })
    const stays = events.indexOf('window stays', before) >= 0
    if (!stays) events.push('window closes')
    return !stays
  }
  const quit = () => {
    events.push('quit')
    if (!closing()) return
    flow.willQuit({ preventDefault: () => events.push('will-quit put off') })
  }
  const flow = createQuitFlow({
    question: () => (options.jobRuns ? QUESTION : null),
    ask: () => {
      events.push('asked')
      return new Promise((resolve) => {
        answer = resolve
      })
    },
    closeWorkshop: async () => {
      events.push('workshop closing')
      await options.closes?.()
      events.push('workshop closed')
    },
    quit,
    exit: (code) => events.push(`exit ${String(code)}`),
    logDefect: (defect) => events.push(`logged ${String(defect)}`),
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    events,
    quit,
    closing,
    answer: async (close: boolean) => {
      answer(close)
      await settled()
    },
    settled,
  }
}

describe('leaving', () => {
  test('without a job closes the window, then the workshop, then ends with 0', async () => {
    const { events, quit, settled } = desktop({ jobRuns: false })
    quit()
    await settled()
    expect(events).toEqual([
      'quit',
      'window closes',
      'will-quit put off',
      'workshop closing',
      'workshop closed',
      'exit 0',
    ])
  })

  test('while a job runs asks once, however often it is asked to close', async () => {
    const { events, quit, closing, answer } = desktop({ jobRuns: true })
    closing()
    quit()
    closing()
    expect(events.filter((event) => event === 'asked')).toHaveLength(1)
    await answer(false)
    expect(events).not.toContain('workshop closing')
    expect(events).not.toContain('window closes')
  })

  test('asks again after the person chose to stay', async () => {
    const { events, closing, answer } = desktop({ jobRuns: true })
    closing()
    await answer(false)
    closing()
    expect(events.filter((event) => event === 'asked')).toHaveLength(2)
  })

  test('stops the job and closes the workshop before the window goes', async () => {
    const { events, closing, answer } = desktop({ jobRuns: true })
    closing()
    await answer(true)
    expect(events).toEqual([
      'window stays',
      'asked',
      'workshop closing',
      'workshop closed',
      'quit',
      'window closes',
      'will-quit put off',
      'exit 0',
    ])
  })

  test('keeps the window while the job is still being stopped', async () => {
    let stopped: () => void = () => undefined
    const { events, closing, answer, settled } = desktop({
      jobRuns: true,
      closes: () =>
        new Promise((resolve) => {
          stopped = resolve
        }),
    })
    closing()
    await answer(true)
    expect(closing()).toBe(false)
    expect(events).not.toContain('quit')
    stopped()
    await settled()
    expect(events.at(-1)).toBe('exit 0')
  })

  test('ends with 1, and logs why, when the workshop cannot be closed', async () => {
    const { events, quit, settled } = desktop({
      jobRuns: false,
      closes: () => Promise.reject(new Error('disk full')),
    })
    quit()
    await settled()
    expect(events.slice(-2)).toEqual(['logged Error: disk full', 'exit 1'])
  })
})
