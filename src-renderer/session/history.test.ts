import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edited, emptyHistory, redone, undone, type History } from './history.ts'

const presents = (history: History<number>) => [...history.past, history.present, ...history.future]

describe('undo and redo', () => {
  test('undoing every change returns to the start, redoing all of them to the end', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 60 }), (values) => {
        let history = values.reduce((so, value) => edited(so, value), emptyHistory(-1))
        const end = history.present
        history = values.reduce((so) => undone(so), history)
        expect(history.present).toBe(-1)
        expect(history.past).toEqual([])
        history = values.reduce((so) => redone(so), history)
        expect(history.present).toBe(end)
        expect(presents(history)).toEqual([-1, ...values])
      }),
    )
  })

  test('a drag of many small changes is one step', () => {
    let history = emptyHistory(0)
    for (let value = 1; value <= 20; value += 1) history = edited(history, value, 'drag')
    expect(undone(history).present).toBe(0)
  })

  test('two drags of the same thing with an undo between them stay two steps', () => {
    let history = edited(emptyHistory(0), 1, 'drag')
    history = redone(undone(history))
    history = edited(history, 2, 'drag')
    expect(undone(history).present).toBe(1)
  })

  test('a change after an undo forgets what was undone', () => {
    const history = edited(undone(edited(emptyHistory(0), 1)), 2)
    expect(redone(history)).toBe(history)
    expect(undone(history).present).toBe(0)
  })
})
