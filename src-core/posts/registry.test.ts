import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { problemSentence } from '../outcome/problem.ts'
import { postRegistry } from './registry.ts'

const GRBL = readFileSync(new URL('../../data/posts/grbl.json', import.meta.url), 'utf8')

/** The shipped post with one piece of its text changed. */
function changed(pattern: string, replacement: string): string {
  expect(GRBL).toContain(pattern)
  return GRBL.replace(pattern, replacement)
}

function refusal(text: string): string {
  const { posts, problems } = postRegistry([
    { source: 'grbl.json', text: GRBL },
    { source: 'mine.json', text },
  ])
  expect(posts.map(({ id }) => id)).toEqual(['grbl'])
  return problems.map(problemSentence).join('\n')
}

describe('posts', () => {
  test('the shipped GRBL post is read', () => {
    const { posts, problems } = postRegistry([{ source: 'grbl.json', text: GRBL }])
    expect(problems).toEqual([])
    expect(posts[0]).toMatchObject({ id: 'grbl', fileExtension: 'nc', units: 'mm' })
  })

  test.each([
    [
      'a wrong type',
      changed('"maxLineChars": 79', '"maxLineChars": "79"'),
      'capabilities.maxLineChars',
    ],
    ['a number out of range', changed('"feed": 1', '"feed": 11'), 'capabilities.decimals.feed'],
    ['an unknown name in braces', changed('{tool}', '{TOOL}'), 'header[2]'],
    ['a brace alone', changed('{tool}', '{tool'), 'header[2]'],
    ['a sign a controller acts upon', changed('Job:', 'Job!'), 'header[0]'],
    ['an accent', changed('Job:', 'Träger:'), 'header[0]'],
    ['a line too long', changed('Job:', 'J'.repeat(90)), 'header[0]'],
    ['an unknown key', changed('"units"', '"unit": "mm", "units"'), '"unit"'],
    ['another controller', changed('"grbl-1.1"', '"mach3"'), 'controller'],
    ['a path as an extension', changed('"nc"', '"../nc"'), 'fileExtension'],
    ['text cut short', GRBL.slice(0, 200), 'cut short'],
    ['no JSON', '{ "id": grbl }', 'no JSON'],
    ['the same id again', GRBL, '"grbl" is taken'],
  ])(
    'a file with %s is refused naming the place, and the others are unharmed',
    (_, text, place) => {
      const sentence = refusal(text)
      expect(sentence).toMatch(/^mine\.json: /)
      expect(sentence).toContain(place)
      expect(sentence.split('\n')).toHaveLength(1)
    },
  )
})
