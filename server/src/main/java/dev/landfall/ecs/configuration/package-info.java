/** What a task is given from elsewhere before it starts: secrets, files of variables, logins to registries. */
@NullMarked
package dev.landfall.ecs.configuration;

import org.jspecify.annotations.NullMarked;
