import { tellUnits } from './tell';

tellUnits();
