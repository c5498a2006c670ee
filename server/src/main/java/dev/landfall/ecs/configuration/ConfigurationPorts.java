package dev.landfall.ecs.configuration;

import dev.landfall.vault.Vault;

/**
 * Where configuration comes from, and where it is safe.
 *
 * @param vault encrypts what is kept until containers are made
 */
public record ConfigurationPorts(Permissions permissions, Secrets secrets, StoredObjects objects, Vault vault) {}
