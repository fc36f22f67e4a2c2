/** Words of the drawing surface. */
export const drawingStrings = {
  fit: 'Fit the drawing',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  surfaceHelp: 'Wheel zooms to the cursor, drag pans, F fits.',
  group: 'Drawing',
  hidden: 'under the fingerboard',
  soundhole: 'Soundhole',
  overall: 'Rosette',
  inner: 'inner',
  outer: 'outer',
  fingerboard: 'fingerboard',
  roles: {
    rapid: 'Rapid',
    plunge: 'Plunge',
    ramp: 'Ramp, helix',
    cut: 'Cut',
    link: 'Link',
    lead: 'Lead in, out',
    finish: 'Finish',
    retract: 'Retract',
  },
} as const
