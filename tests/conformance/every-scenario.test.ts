import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const FOLDER = new URL('scenarios/', import.meta.url)
/** Scenarios of a sender on a controller that must be held, numbered from 1. */
const SCENARIOS = 30

test('every one of the thirty scenarios has a test that a real controller can be put to', () => {
  const texts = readdirSync(FOLDER).map((name) => readFileSync(new URL(name, FOLDER), 'utf8'))
  const named = texts.flatMap((text) =>
    [...text.matchAll(/(?:describe|test)\('scenario (\d+)\b/g)].map(([, number]) => Number(number)),
  )
  const all = Array.from({ length: SCENARIOS }, (_, index) => index + 1)
  expect(all.filter((scenario) => !named.includes(scenario))).toEqual([])
})
