import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkPost } from '#core/posts/check-post.ts'
import { inUnits } from '#core/posts/in-units.ts'
import { trySample } from '#core/posts/check-post.ts'
import { SHIPPED_POSTS } from './shipped-posts.ts'

const LINUXCNC = readFileSync('data/posts/linuxcnc.json', 'utf8')

/** The shipped post with a piece of its text changed. */
function changed(pattern: string, replacement: string): string {
  expect(LINUXCNC).toContain(pattern)
  return LINUXCNC.replace(pattern, replacement)
}

describe('a post on trial', () => {
  test.each(SHIPPED_POSTS.map((post) => [post.id, post] as const))(
    '%s prints the sample as planned, in both units',
    (_, post) => {
      expect(trySample(post).failures).toEqual([])
      expect(trySample(inUnits(post, 'inch')).failures).toEqual([])
    },
  )

  test('that is no post is refused with its line and field', () => {
    const lines = LINUXCNC.split('\n')
    const line = lines.findIndex((text) => text.includes('maxLineChars')) + 1
    const check = checkPost('mine.json', changed('"maxLineChars": 120', '"maxLineChars": 900'))
    expect(check.problem).toEqual({
      line,
      sentence: `mine.json: line ${String(line)}, capabilities.maxLineChars 900 is above the limit 256`,
    })
  })

  test.each<[string, string, RegExp]>([
    ['states no units', changed('{units} G90', 'G90'), /\{units\} exactly once.*0 times/],
    ['states the units twice', changed('"{path}"', '"{units}"'), /exactly once.*2 times/],
    ['writes G21 itself', changed('"{path}"', '"G21"'), /states the units itself/],
    [
      'takes lengths from a table without tools',
      changed('"m6"', '"none"'),
      /wants toolChange "m6"/,
    ],
  ])('that %s is refused', (_, text, sentence) => {
    expect(checkPost('mine.json', text).problem?.sentence).toMatch(sentence)
  })

  test.each<[string, string, RegExp]>([
    ['leaves out G90', changed('G90 G91.1', 'G91.1'), /distance mode/],
    ['moves in its footer', changed('"M30"]', '"G0 X0 Y0", "M30"]'), /not planned/],
    ['has no end', changed('"M30"]', '"M9"]'), /no program end/],
    [
      'is for another controller',
      changed('"controller": "linuxcnc"', '"controller": "grbl-1.1"'),
      /error 20|limit is 79/,
    ],
    ['rounds too coarsely', changed('"coordinate": 4', '"coordinate": 1'), /off the plan/],
    ['starts the spindle itself', changed('"{path}"', '"M3 S9000"'), /spindle/],
    [
      'waits in another unit than it says',
      changed('"dwellUnit": "seconds"', '"dwellUnit": "milliseconds"').replace(
        '"footer": ["M30"]',
        '"footer": ["G4 P1", "M30"]',
      ),
      /dwell/,
    ],
  ])('that %s is a post, but its program is not what was planned', (_, text, sentence) => {
    const { problem, trial } = checkPost('mine.json', text)
    expect(problem).toBeNull()
    expect(trial?.failures.map((failure) => failure.sentence).join('\n')).toMatch(sentence)
  })
})
