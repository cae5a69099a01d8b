import { tellStories } from './tell';

tellStories(__filename);
