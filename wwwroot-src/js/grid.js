// The PSI grid, where the page has one.
import { Grid } from './grid/index.js';

const grid = document.querySelector('.grid');
if (grid instanceof HTMLElement && grid.querySelector('.block tr:not(.group)')) new Grid(grid);
