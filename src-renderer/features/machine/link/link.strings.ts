/** Words of the quality of the line to the controller. */
export const linkStrings = {
  title: 'The line to the controller',
  grades: {
    unknown: { word: 'Not known yet', sentence: 'Nothing has been asked and answered yet.' },
    good: { word: 'Good', sentence: 'Every answer arrived whole and in time.' },
    fair: { word: 'Fair', sentence: 'Some reports arrived damaged or late; no answer was lost.' },
    bad: {
      word: 'Bad',
      sentence: 'Answers were damaged or missing. Do not cut good wood over this cable.',
    },
  },
  reports: 'Reports',
  garbled: 'Damaged',
  missed: 'Missing',
  answers: 'Damaged or missing answers',
  delay: 'Question to answer',
  delays: (median: string, p99: string) => `${median} ms usual, ${p99} ms at worst`,
  buffer: 'Controller’s buffer',
  bytes: (now: string, high: string, budget: string) =>
    `${now} bytes now, ${high} at most, of ${budget}`,
  lag: 'Longest pause of the engine',
  lags: (ms: string, count: string) => `${ms} ms in the last minute; ${count} over 250 ms`,
  direct: 'STOP and feed hold',
  directStates: {
    open: 'reach the machine engine directly',
    closed: 'reach the machine engine through the rest of RMOS',
  },
  adviceTitle: 'If it is not good',
  advice: [
    'A short USB cable with a ferrite at each end, 1.5 m at most, kept away from the spindle’s cable.',
    'Controller, spindle frame and computer on one earth; a laptop on its battery shows whether that is it.',
    'Vacuum and spindle on another socket than the controller.',
    'A USB port of the computer itself, not of a hub or the front panel.',
    'Power saving of USB switched off in the system.',
  ],
} as const
