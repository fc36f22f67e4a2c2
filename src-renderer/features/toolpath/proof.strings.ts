import type { Clearance } from '#core/simulation/simulation.ts'

/** Words of the proof on the Toolpath page. */
export const proofStrings = {
  title: 'The proof',
  lead: 'The program as it is posted, read back line by line and cut in a simulated block. The same proof runs before any file may leave.',
  proving: 'Cutting a simulated block',
  secondsLeft: (seconds: number, percent: number) =>
    `${String(percent)} %, about ${String(seconds)} s left`,
  percent: (percent: number) => `${String(percent)} %`,
  cancel: 'Cancel',
  stopped: 'The proof was stopped.',
  again: 'Prove it',
  details: 'Details',
  clean: 'Nothing found: it cuts what is planned and nothing else.',
  faulty: (count: number) =>
    count === 1
      ? 'One thing found: no file may leave.'
      : `${String(count)} things found: no file may leave.`,
  line: (line: number) => `Line ${String(line)}`,
  checked: 'What was checked',
  unchecked: 'What could not be checked',
  picture: 'The block after the program, from above: dark is deep, red is wrong',
  depths: (lowest: string) => `Dark is deep, down to ${lowest}`,
  none: 'This program cuts nothing.',
  gouge: 'Cut too deep or beside',
  rest: 'Left standing',
  removed: 'Wood turned to chips',
  motions: 'Motions followed',
  engagement: 'How far round the bit cuts',
  engagementAxis: ['0°', '90°', '180°'],
  engagementBar: (from: number, lengthText: string) =>
    `${String(from)}° to ${String(from + 10)}°: ${lengthText}`,
  unknown: 'not known',
  passesBy: 'never over it',
  clearance: {
    flutes: (name: string) => `Flutes of bit ${name} past the deepest cut`,
    collet: (name: string) => `Collet of bit ${name} above the top`,
    obstacle: (name: string) => `Bit above "${name}"`,
    'collet-obstacle': (name: string) => `Collet nut above "${name}"`,
    travel: (name: string) => `Travel left along ${name}`,
  } satisfies Readonly<Record<Clearance['kind'], (name: string) => string>>,
} as const
