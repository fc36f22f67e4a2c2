/** Words of the picture of a program. */
export const program3dStrings = {
  label: 'The program in space',
  help: 'Drag turns, right drag moves, wheel and + − zoom, arrow keys turn.',
  building: 'Building the view in space',
  reading: 'Reading the path',
  cancel: 'Cancel',
  cancelled: 'The path was not read. The program itself is whole and can be cut.',
  readAgain: 'Read the path',
  missing:
    'The view in space needs WebGL, which this computer’s graphics do not offer here. The same path is drawn from above.',
  lost: 'The graphics card has dropped the picture. The machine is not affected.',
  again: 'Try again',
  failed: 'The view in space could not be built. The same path is drawn from above.',
  views: { corner: 'Corner', above: 'Above', player: 'Front', side: 'Side' },
  viewsLabel: 'Look from',
  cube: 'Turn the view',
  cubeFaces: {
    top: 'Top',
    bottom: 'Below',
    front: 'Front',
    back: 'Back',
    left: 'Left',
    right: 'Right',
  },
  travel: 'Travel',
  thinned: (mm: string) =>
    `The picture leaves out points nearer than ${mm} to one another; the program is sent whole.`,
  legend: { rapid: 'Rapid', cut: 'Cut', plunge: 'Plunge', ramp: 'Ramp', done: 'Done', now: 'Now' },
  legendLabel: 'Colours of the path',
  empty: 'This program moves nothing.',
} as const
