/** What the parts of a job are called that findings are about. */
export const findingStrings = {
  between: (inner: string, outer: string) => `Between ${inner} and ${outer}`,
  axis: (axis: string) => `Machine, ${axis.toUpperCase()} axis`,
  parts: {
    soundhole: 'Soundhole',
    machine: 'Machine',
    tool: 'Router bit',
    material: 'Wood',
    top: 'Top',
    fingerboard: 'Fingerboard',
    stock: 'Stock and saw',
    blade: 'Saw blade',
    log: 'Slicing the log',
    columns: 'Sawing the columns',
    disc: 'Slicing the turned log',
    'keep-out': 'Keep-out',
  } as Readonly<Record<string, string>>,
  whole: 'Whole plan',
} as const
