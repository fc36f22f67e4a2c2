import { expect, test } from 'vitest'
import { jsonLines } from './json-lines.ts'

test('every value of a JSON text is found on its line, by its path', () => {
  const text =
    '{\n  "a": 1,\n  "list": [\n    "x, ] }",\n    { "deep": null }\n  ],\n  "\\u0065": {}\n}\n'
  expect([...jsonLines(text)].sort()).toEqual([
    ['', 1],
    ['a', 2],
    ['e', 7],
    ['list', 3],
    ['list[0]', 4],
    ['list[1]', 5],
    ['list[1].deep', 5],
  ])
})
