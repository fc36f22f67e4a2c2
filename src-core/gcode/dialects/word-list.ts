import type { Controller } from './controller.ts'

/** Controllers with a word list of their own; GRBL's stands in `grbl-words.ts`. */
export type ListedController = Exclude<Controller, 'grbl-1.1' | 'fluidnc'>

/** The words of a controller that a program of ours may hold: G by ten times the number, and M. */
export interface WordList {
  readonly g: ReadonlySet<number>
  readonly m: ReadonlySet<number>
}

/** Words every one of these controllers has (RS274/NGC, tables 5 and 7). */
const COMMON_G = [
  0, 10, 20, 30, 40, 170, 180, 190, 200, 210, 280, 300, 400, 490, 530, 540, 550, 560, 570, 580, 590,
  800, 900, 910, 911, 920, 930, 940,
] as const
const COMMON_M = [0, 1, 2, 3, 4, 5, 8, 9, 30] as const

const CYCLES = [810, 820, 830, 730, 980, 990] as const

/**
 * LinuxCNC 2.9 manual, "G Code Overview": G43 (tool table), G43.1, G61, G61.1, G64, G90.1, drilling
 * cycles, M6, M7. PathPilot reads the same words, but has no G7 or G9 (Tormach, PathPilot post notes).
 */
const LINUXCNC_G = [...COMMON_G, ...CYCLES, 430, 431, 610, 611, 640, 901] as const
const WITH_CHANGER_M = [...COMMON_M, 6, 7] as const

/** What each list holds, with where it was found. */
const LISTS: Readonly<Record<ListedController, WordList>> = {
  linuxcnc: { g: new Set(LINUXCNC_G), m: new Set(WITH_CHANGER_M) },
  pathpilot: { g: new Set(LINUXCNC_G), m: new Set(WITH_CHANGER_M) },
  // grblHAL README "Supported G-Codes": canned cycles, G43.1 and G61, no G64; M6 only where built in
  grblhal: {
    g: new Set([...COMMON_G, ...CYCLES, 431, 610]),
    m: new Set([...COMMON_M, 6, 7]),
  },
  // RS274/NGC as the two makers took it over; both have G61 and G64 without a tolerance word
  mach4: { g: new Set([...COMMON_G, ...CYCLES, 430, 610, 640, 901]), m: new Set(WITH_CHANGER_M) },
  masso: { g: new Set([...COMMON_G, ...CYCLES, 430, 610, 640, 901]), m: new Set(WITH_CHANGER_M) },
  // what nobody knows is asked for as little as can be: no arcs' centre mode, no cycles, no changer
  generic: {
    g: new Set(COMMON_G.filter((tenfold) => tenfold !== 911 && tenfold !== 530)),
    m: new Set([0, 2, 3, 5, 30]),
  },
}

/** The words a controller's programs may hold. */
export function wordListOf(controller: ListedController): WordList {
  return LISTS[controller]
}

/** Modal groups: two words of one group in a block are an error (RS274/NGC 3.4, table 4). */
const GROUPS: readonly (readonly [name: string, tenfold: readonly number[]])[] = [
  ['motion', [0, 10, 20, 30, 382, 383, 384, 385, 730, 800, 810, 820, 830]],
  ['plane', [170, 180, 190]],
  ['distance', [900, 910]],
  ['arc centre', [901, 911]],
  ['feed mode', [930, 940]],
  ['units', [200, 210]],
  ['cutter compensation', [400, 410, 420]],
  ['tool length', [430, 431, 490]],
  ['cycle return', [980, 990]],
  ['coordinate system', [540, 550, 560, 570, 580, 590]],
  ['path mode', [610, 611, 640]],
  ['one-shot', [40, 100, 280, 300, 530, 920]],
]
const M_GROUPS: readonly (readonly [name: string, numbers: readonly number[]])[] = [
  ['program stop', [0, 1, 2, 30]],
  ['spindle', [3, 4, 5]],
  ['tool change', [6]],
]

/** The modal group of a G word (by ten times its number) or of an M word; null when it has none. */
export function modalGroup(letter: string, number: number): string | null {
  const groups = letter === 'G' ? GROUPS : M_GROUPS
  return groups.find(([, numbers]) => numbers.includes(number))?.[0] ?? null
}
