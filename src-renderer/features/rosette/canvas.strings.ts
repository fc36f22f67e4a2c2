/** Words of the rosette's canvas. */
export const canvasStrings = {
  waysLabel: 'Show the rosette',
  ways: { flat: 'Drawing', space: '3D' },
  group: 'Rosette',
  ringOut: 'Select the next ring outwards',
  ringIn: 'Select the next ring inwards',
  toSpace: 'Show the rosette in 3D',
  toFlat: 'Show the flat drawing',
} as const
