import type { ConsoleSource } from '#core/grbl/console/console-entry.ts'

/** Words of the console. */
export const consoleStrings = {
  title: 'Console',
  log: 'The conversation with the controller',
  empty: 'Nothing has been said yet.',
  input: 'A line for the controller',
  placeholder: 'G-code or a $ command; arrow up brings back what was sent',
  send: 'Send',
  filters: 'Show',
  filter: {
    person: 'Typed',
    rmos: 'RMOS',
    program: 'Program',
    answer: 'Answers',
    report: 'Reports',
  },
  sources: {
    person: 'you',
    rmos: 'RMOS',
    realtime: 'signal',
    program: 'program',
    answer: 'answer',
    report: 'report',
    alarm: 'alarm',
    message: 'message',
    note: 'note',
  } satisfies Record<ConsoleSource, string>,
  follow: 'Follow the newest',
  traffic: 'Save the raw traffic',
  trafficHint: 'The last bytes of both directions with their times, for whoever looks for a fault.',
  trafficSaved: (path: string) => `Saved to ${path}`,
  motionTitle: 'Send this line?',
  motionText: (line: string) => `${line} starts a motion or turns the spindle on.`,
  memory: 'Writes the controller’s memory: sent alone, with a pause behind it.',
  cancel: 'Cancel',
  kept: (count: string) => `The newest ${count} lines are kept.`,
} as const
