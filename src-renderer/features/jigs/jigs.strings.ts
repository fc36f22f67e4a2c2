/** Words of the Jigs page. */
export const jigsStrings = {
  list: 'Jigs of this plan, in the order they are needed',
  drawing: (title: string) => `${title}, drawn flat`,
  notYet: (missing: string) => `Not yet: ${missing}.`,
  numbers: 'Numbers to set and check',
  degrees: (value: string) => `${value}°`,
  notes: 'At the bench',
  paper: 'Paper',
  papers: { A4: 'A4', Letter: 'Letter' },
  bars: 'After a first print',
  barsText:
    'Each page has two bars that should be 100 mm long. Measure them on paper; what you type here corrects the next print.',
  barAcross: 'Bar across',
  barUp: 'Bar up the side',
  exactBars: 'Print as drawn',
  print: 'PDF at 1:1',
  formats: { svg: 'SVG', dxf: 'DXF', json: 'JSON' },
  saving: 'Drawing the sheet',
  saved: (fileName: string) => `Saved ${fileName}`,
  fieldLabels: {
    notMeasured: 'as drawn',
    below: (value: string, limit: string) => `${value} is below ${limit}: the printer is broken.`,
    above: (value: string, limit: string) => `${value} is above ${limit}: the printer is broken.`,
    range: (min: string, max: string) => `${min} to ${max}`,
  },
} as const
