import type { Problem } from '#core/contract/problem.ts'

/** Words of what all pages share. */
export const sessionStrings = {
  details: 'Details',
  retry: 'Try again',
  undo: 'Undo',
  redo: 'Redo',
  linkBroken: {
    kind: 'internal',
    message: 'The answer did not arrive: the link to RMOS broke.',
    remedy:
      'It is not known whether the request was carried out. The screen reads everything anew when the link is back.',
    requestId: '',
  } satisfies Problem,
  readFailed: {
    empty: 'Type a length, such as 12.5, 1/2 in or =D/2.',
    unfinished: 'Something is missing at the end.',
    unexpected: (found: string, position: number) =>
      `“${found}” at place ${String(position + 1)} is not understood.`,
    unknownName: (name: string, known: readonly string[]) =>
      known.length === 0
        ? `“${name}” is not a name or a unit that is known here.`
        : `“${name}” is not known here; there is ${known.join(', ')}.`,
    ambiguousComma: (found: string) =>
      `${found} can be read in two ways: write a point for decimals and no comma for thousands.`,
    dividedByZero: 'This divides by zero.',
    area: 'Two lengths multiplied are an area, not a length.',
    onePerLength: 'A number divided by a length is not a length.',
    notFinite: 'This is too large to be a length.',
    notANumber: 'Type a number.',
    notWhole: 'Type a whole number.',
  },
  keptAsCopy: (name: string) => `Kept as your copy of “${name}”; the example stays.`,
  restored: 'The plan is back in the list.',
  watching: (controller: string) => ({
    message: `${controller} controls RMOS; this page only watches.`,
    remedy: 'Ask for control at the top of the page first.',
  }),
  noClipboard: {
    message: 'This browser lets this page copy nothing.',
    remedy: 'Select the text and copy it by hand.',
  },
} as const
